package io.nftproxy.testing;

import static io.nftproxy.core.nft.RuleBuilder.rule;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.nft.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Transactions and the decisions of a kernel, for the real one and for the fake. */
final class KernelDecisions {
    static final TableRef TABLE = new TableRef(Family.INET, "kube-proxy");
    static final String ACCEPTED = "accepted";

    private static final SetSpec PORTS = LimitedSet.of(2, SetSpec.set("ports", Field.TH_DPORT));
    private static final SetSpec VERDICTS =
            SetSpec.verdictMap("verdicts", Field.L4PROTO, Field.TH_DPORT);
    private static final SetSpec DATA =
            map("data", Set.of(), Field.IP_SADDR, Field.IP_DADDR, Field.TH_DPORT);
    private static final SetSpec FIXED =
            LimitedSet.of(
                    9, map("fixed", Set.of(), Field.IP_SADDR, Field.IP_DADDR, Field.TH_DPORT));
    private static final SetSpec CLIENTS =
            map(
                    "clients",
                    Set.of(SetSpec.Flag.DYNAMIC, SetSpec.Flag.TIMEOUT),
                    Field.IP_SADDR,
                    Field.IP_DADDR,
                    Field.TH_DPORT);
    static final SetSpec NETWORKS = SetSpec.intervals("networks", Field.IP_DADDR);
    private static final BaseChain OUTPUT = new BaseChain(BaseChain.Type.FILTER, Hook.OUTPUT, 0);
    private static final Bytes TCP_80 = Hex.bytes("06000000 00500000");

    /**
     * A transaction and the kernel's decision on it.
     *
     * @param decision {@link #ACCEPTED} or the name of an error
     */
    record Decision(String name, String decision, List<Operation> operations) {
        @Override
        public String toString() {
            return name;
        }
    }

    private KernelDecisions() {}

    /** Returns the objects that exist before each case. */
    static Transaction before() {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.AddTable(TABLE, "a test"));
        operations.add(chain(new Chain("out", OUTPUT, List.of())));
        for (String name : List.of("a", "b", "idle", "mapped")) {
            operations.add(chain(Chain.of(name)));
        }
        for (SetSpec set : List.of(PORTS, VERDICTS, DATA, FIXED, CLIENTS, NETWORKS)) {
            operations.add(new Operation.AddSet(TABLE, set));
        }
        operations.add(append("out", rule().goTo("a")));
        operations.add(append("a", rule().jump("b")));
        operations.add(append("b", rule().l4proto().thDport().vmap("verdicts")));
        operations.add(append("b", rule().thDport().in("ports").drop()));
        operations.add(add(PORTS, port(80)));
        operations.add(add(VERDICTS, Element.of(TCP_80, new Verdict.Goto("mapped"))));
        operations.add(add(DATA, data("0a000001", "0a000002 00500000")));
        operations.add(add(NETWORKS, start("0a000000"), end("0b000000")));
        return new Transaction(operations);
    }

    static List<Decision> all() {
        List<Decision> all = new ArrayList<>();
        all.addAll(chains());
        all.addAll(rules());
        all.addAll(sets());
        all.addAll(elements());
        all.addAll(IntervalDecisions.all());
        return all;
    }

    private static List<Decision> chains() {
        BaseChain moved = new BaseChain(BaseChain.Type.FILTER, Hook.OUTPUT, 5);
        TableRef other = new TableRef(Family.IP6, "kube-proxy");
        return List.of(
                of("a table again", ACCEPTED, new Operation.AddTable(TABLE, "a test")),
                of("no such table", "ENOENT", new Operation.DeleteTable(other)),
                of("a chain again", ACCEPTED, chain(Chain.of("a"))),
                of("a base chain moved", "EOPNOTSUPP", chain(new Chain("out", moved, List.of()))),
                of("flush no chain", "ENOENT", new Operation.FlushChain(TABLE, "none")),
                of("delete no chain", "ENOENT", delete("none")),
                of("delete an idle chain", ACCEPTED, delete("idle")),
                of("delete a base chain", ACCEPTED, delete("out")),
                of("delete a chain a rule uses", "EBUSY", delete("a")),
                of("delete a chain an element uses", "EBUSY", delete("mapped")),
                of(
                        "delete a chain no rule uses any more",
                        ACCEPTED,
                        new Operation.FlushChain(TABLE, "out"),
                        delete("a")),
                of(
                        "delete a chain no element uses any more",
                        ACCEPTED,
                        new Operation.FlushSet(TABLE, "verdicts"),
                        delete("mapped")));
    }

    private static List<Decision> rules() {
        Rule unwritten = Rule.of(new Expression.Cmp(true, 3, Bytes.ofHostInt(0)));
        Rule update =
                rule().saddr(Family.IP)
                        .to()
                        .daddr(Family.IP)
                        .thDport()
                        .update("clients", 5000)
                        .build();
        Rule updateGrowing =
                rule().saddr(Family.IP).to().daddr(Family.IP).thDport().update("data", 0).build();
        Rule updateFixed =
                rule().saddr(Family.IP).to().daddr(Family.IP).thDport().update("fixed", 0).build();
        return List.of(
                of("a rule in no chain", "ENOENT", append("none", rule().drop())),
                of("a jump to no chain", "ENOENT", append("a", rule().jump("none"))),
                of("a jump to a base chain", "EOPNOTSUPP", append("a", rule().jump("out"))),
                of("a lookup in no set", "ENOENT", append("a", rule().thDport().in("none").drop())),
                of("verdicts of a set", "EINVAL", append("a", rule().thDport().vmap("ports"))),
                of("an unwritten register", "ENODATA", append("a", unwritten)),
                of("update a dynamic map", ACCEPTED, append("a", update)),
                of("update a growing map", ACCEPTED, append("a", updateGrowing)),
                of("update a map of fixed size", "EOPNOTSUPP", append("a", updateFixed)),
                of("a loop", "EMLINK", append("b", rule().jump("a"))),
                of("no such rule", "ENOENT", new Operation.DeleteRule(TABLE, "a", 4711)));
    }

    private static List<Decision> sets() {
        SetSpec other = SetSpec.set("ports", Field.IP_DADDR);
        return List.of(
                of("a set again", ACCEPTED, new Operation.AddSet(TABLE, PORTS)),
                of("another set of that name", "EEXIST", new Operation.AddSet(TABLE, other)),
                of("delete no set", "ENOENT", new Operation.DeleteSet(TABLE, "none")),
                of("delete a set in use", "EBUSY", new Operation.DeleteSet(TABLE, "ports")),
                of("delete an idle set", ACCEPTED, new Operation.DeleteSet(TABLE, "data")),
                of("flush no set", "ENOENT", new Operation.FlushSet(TABLE, "none")));
    }

    private static List<Decision> elements() {
        Element toIdle = Element.of(TCP_80, new Verdict.Goto("idle"));
        Element same = Element.of(TCP_80, new Verdict.Goto("mapped"));
        Element udp = Element.of(Hex.bytes("11000000 00500000"), new Verdict.Goto("none"));
        Element base = Element.of(Hex.bytes("11000000 00500000"), new Verdict.Goto("out"));
        return List.of(
                of("into no set", "ENOENT", add(SetSpec.set("none", Field.TH_DPORT), port(1))),
                of("a set's element again", ACCEPTED, add(PORTS, port(80))),
                of("a map's element again", ACCEPTED, add(VERDICTS, same)),
                of("another verdict", "EEXIST", add(VERDICTS, toIdle)),
                of("other data", "EEXIST", add(DATA, data("0a000001", "0a000003 00500000"))),
                of(
                        "another verdict in place",
                        ACCEPTED,
                        gone(VERDICTS, same),
                        add(VERDICTS, toIdle)),
                of("delete what is not there", "ENOENT", gone(PORTS, port(81))),
                of(
                        "destroy what is not there",
                        ACCEPTED,
                        new Operation.DestroyElements(TABLE, PORTS, List.of(port(81)))),
                of("fill a set", ACCEPTED, add(PORTS, port(81))),
                of("overfill a set", "ENFILE", add(PORTS, port(81), port(82))),
                of(
                        "make room first",
                        ACCEPTED,
                        gone(PORTS, port(80)),
                        add(PORTS, port(81), port(82))),
                of(
                        "make room too late",
                        "ENFILE",
                        add(PORTS, port(81), port(82)),
                        gone(PORTS, port(80))),
                of("a verdict to no chain", "ENOENT", add(VERDICTS, udp)),
                of("a verdict to a base chain", "EOPNOTSUPP", add(VERDICTS, base)));
    }

    static Decision of(String name, String decision, Operation... operations) {
        return new Decision(name, decision, List.of(operations));
    }

    private static Operation chain(Chain chain) {
        return new Operation.AddChain(TABLE, chain);
    }

    private static Operation delete(String chain) {
        return new Operation.DeleteChain(TABLE, chain);
    }

    private static Operation append(String chain, Rule rule) {
        return new Operation.AddRule(TABLE, chain, rule);
    }

    static Operation add(SetSpec set, Element... elements) {
        return new Operation.AddElements(TABLE, set, List.of(elements));
    }

    static Operation gone(SetSpec set, Element... elements) {
        return new Operation.DeleteElements(TABLE, set, List.of(elements));
    }

    private static SetSpec map(String name, Set<SetSpec.Flag> flags, Field key, Field... data) {
        SetSpec.Data fields = new SetSpec.Data.Fields(List.of(data));
        return new SetSpec(name, List.of(key), fields, true, flags, 0);
    }

    private static Element port(int port) {
        return Element.of(Bytes.ofShort(port));
    }

    private static Element data(String key, String data) {
        return Element.of(Hex.bytes(key), new ElementValue.Data(Hex.bytes(data)));
    }

    static Element start(String address) {
        return Element.of(Hex.bytes(address));
    }

    static Element end(String address) {
        return Element.endAt(Hex.bytes(address));
    }
}
