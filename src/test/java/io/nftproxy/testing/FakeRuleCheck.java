package io.nftproxy.testing;

import static io.nftproxy.testing.Refusal.EINVAL;
import static io.nftproxy.testing.Refusal.ENODATA;
import static io.nftproxy.testing.Refusal.ENOENT;
import static io.nftproxy.testing.Refusal.EOPNOTSUPP;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.nft.Verdict;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The kernel's checks of a new rule: its references and its registers. */
final class FakeRuleCheck {
    private static final int WORDS = 16;

    private final Map<String, FakeChain> chains;
    private final Map<String, FakeSet> sets;
    private final BitSet written = new BitSet(WORDS);

    FakeRuleCheck(Map<String, FakeChain> chains, Map<String, FakeSet> sets) {
        this.chains = chains;
        this.sets = sets;
    }

    void check(Rule rule) throws Refusal {
        for (Expression expression : rule.expressions()) {
            check(expression);
        }
    }

    private void check(Expression expression) throws Refusal {
        switch (expression) {
            case Expression.Payload load -> write(load.dreg(), load.length());
            case Expression.MetaLoad load -> write(load.dreg(), length(load.key()));
            case Expression.CtLoad load -> write(load.dreg(), length(load.key()));
            case Expression.Numgen numgen -> write(numgen.dreg(), 4);
            case Expression.Jhash hash -> {
                read(hash.sreg(), hash.length());
                write(hash.dreg(), 4);
            }
            case Expression.FibType fib -> write(fib.dreg(), 4);
            case Expression.Bitwise bitwise -> {
                read(bitwise.sreg(), bitwise.mask().length());
                write(bitwise.dreg(), bitwise.mask().length());
            }
            case Expression.Cmp cmp -> read(cmp.sreg(), cmp.value().length());
            case Expression.MetaSet set -> read(set.sreg(), length(set.key()));
            case Expression.Lookup lookup -> lookUp(lookup);
            case Expression.DynsetUpdate update -> update(update);
            case Expression.Dnat dnat -> {
                read(dnat.addressReg(), dnat.family() == Family.IP6 ? 16 : 4);
                read(dnat.protoReg(), 2);
            }
            case Expression.ImmediateVerdict immediate -> target(chains, immediate.verdict());
            case Expression.Masquerade _, Expression.Reject _, Expression.Opaque _ -> {}
        }
    }

    private void lookUp(Expression.Lookup lookup) throws Refusal {
        SetSpec set = set(lookup.set());
        read(lookup.sreg(), set.keyLengthBytes());
        boolean loads = lookup.verdict() || lookup.dreg() != null;
        Refusal.unless(!loads || set.isMap(), EINVAL, "no map");
        Refusal.unless(
                !lookup.verdict() || set.data() instanceof SetSpec.Data.Verdicts,
                EINVAL,
                "no map of verdicts");
        if (lookup.dreg() != null && set.data() instanceof SetSpec.Data.Fields(var fields)) {
            write(lookup.dreg(), SetSpec.lengthOf(fields));
        }
    }

    private void update(Expression.DynsetUpdate update) throws Refusal {
        SetSpec set = set(update.set());
        boolean fixed = set.sizeHint() != 0 && !set.flags().contains(SetSpec.Flag.DYNAMIC);
        Refusal.unless(!fixed, EOPNOTSUPP, "a hash table of fixed size");
        Refusal.unless(
                update.timeoutMs() == 0 || set.flags().contains(SetSpec.Flag.TIMEOUT),
                EOPNOTSUPP,
                "set has no timeouts");
        read(update.keyReg(), set.keyLengthBytes());
        Refusal.unless(set.isMap(), EINVAL, "data of the map");
        if (set.data() instanceof SetSpec.Data.Fields(var fields)) {
            read(update.dataReg(), SetSpec.lengthOf(fields));
        }
    }

    private SetSpec set(String name) throws Refusal {
        FakeSet set = sets.get(name);
        if (set == null) {
            throw new Refusal(ENOENT, "no set " + name);
        }
        return set.spec();
    }

    /** Checks that a verdict leads to an existing chain that is no base chain. */
    static void target(Map<String, FakeChain> chains, Verdict verdict) throws Refusal {
        for (String name : targets(verdict)) {
            FakeChain chain = chains.get(name);
            if (chain == null) {
                throw new Refusal(ENOENT, "no chain " + name);
            }
            Refusal.unless(chain.base() == null, EOPNOTSUPP, name + " is a base chain");
        }
    }

    static List<String> targets(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Jump jump -> List.of(jump.chain());
            case Verdict.Goto target -> List.of(target.chain());
            case Verdict.Drop _, Verdict.Accept _, Verdict.Return _ -> List.of();
        };
    }

    private void write(int word, int length) throws Refusal {
        int end = word + (length + 3) / 4;
        Refusal.unless(word >= 0 && end <= WORDS, Refusal.ERANGE, "register " + word);
        written.set(word, end);
    }

    /** Rejects a read of unwritten registers, as Linux 6.12 and newer do. */
    private void read(int word, int length) throws Refusal {
        int end = word + (length + 3) / 4;
        Refusal.unless(word >= 0 && end <= WORDS, Refusal.ERANGE, "register " + word);
        Refusal.unless(
                written.nextClearBit(word) >= end, ENODATA, "register " + word + " is not written");
    }

    private static int length(MetaKey key) {
        return switch (key) {
            case MARK -> 4;
            case NFPROTO, L4PROTO -> 1;
            case IIFNAME -> 16;
        };
    }

    private static int length(CtKey key) {
        return switch (key) {
            case STATE, STATUS, SRC_IP, DST_IP -> 4;
            case SRC_IP6, DST_IP6 -> 16;
            case PROTO_DST -> 2;
        };
    }
}
