package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A probe of the kernel modules that nftproxy's rules need: a transaction with a rule for each
 * module, whose last operation the kernel always rejects. So nothing is written, and the rejected
 * operation names the module. The kernel loads modules on demand, so the probe loads them too.
 */
final class ModuleProbe {
    private static final TableRef TABLE =
            new TableRef(TableRef.Family.INET, "nftproxy-module-probe");
    private static final String CHAIN = "rules";

    private static final Operation REJECTED = new Operation.DeleteChain(TABLE, "missing");

    private static final Map<Operation, String> MODULES = modules();

    private ModuleProbe() {}

    private static Map<Operation, String> modules() {
        Map<Operation, String> modules = new LinkedHashMap<>();
        modules.put(new Operation.AddTable(TABLE, ""), "nf_tables_inet");
        modules.put(addChain(CHAIN, null), "nf_tables");
        BaseChain nat = new BaseChain(BaseChain.Type.NAT, BaseChain.Hook.POSTROUTING, 100);
        modules.put(addChain("nat", nat), "nft_chain_nat");
        modules.put(addRule(RuleBuilder.rule().ctStateNew().drop()), "nft_ct");
        modules.put(addRule(RuleBuilder.rule().fibDaddrLocal().drop()), "nft_fib_inet");
        modules.put(
                addRule(Rule.of(new Expression.Numgen(Expression.Numgen.Mode.RANDOM, 0, 2))),
                "nft_numgen");
        modules.put(addRule(dnat()), "nft_nat");
        modules.put(addRule(RuleBuilder.rule().masquerade()), "nft_masq");
        modules.put(addRule(RuleBuilder.rule().rejectPort(TableRef.Family.IP)), "nft_reject_inet");
        return modules;
    }

    /** Returns a translation to the packet's own destination, which needs no map. */
    private static Rule dnat() {
        return Rule.of(
                new Expression.Payload(Expression.Payload.Base.NETWORK, 16, 4, 0),
                new Expression.Payload(Expression.Payload.Base.TRANSPORT, 2, 2, 1),
                new Expression.Dnat(TableRef.Family.IP, 0, 1));
    }

    private static Operation addChain(String name, @Nullable BaseChain base) {
        return new Operation.AddChain(TABLE, new Chain(name, base, List.of()));
    }

    private static Operation addRule(Rule rule) {
        return new Operation.AddRule(TABLE, CHAIN, rule);
    }

    static Transaction transaction() {
        List<Operation> operations = new ArrayList<>(MODULES.keySet());
        operations.add(REJECTED);
        return new Transaction(operations);
    }

    /** Returns the module that the kernel lacks; empty if it has all. */
    static Optional<String> missing(CommitRejected rejected) {
        return Optional.ofNullable(rejected.refused()).map(MODULES::get);
    }

    /** Returns whether the kernel rejected only the operation that it always rejects. */
    static boolean foundAll(CommitRejected rejected) {
        return REJECTED.equals(rejected.refused());
    }
}
