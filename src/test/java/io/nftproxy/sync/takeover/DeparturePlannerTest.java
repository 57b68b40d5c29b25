package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.SharedTable;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which rules and chains leave a table, by what leads where. */
class DeparturePlannerTest {
    private static final TableRef NAT = new TableRef(TableRef.Family.IP, "nat");
    private static final String SVC = "KUBE-SVC-NPX46M4PTMTKRN6Y";

    /** For a rule that does something else than to jump. */
    private static final String NOWHERE = "";

    private final SortedMap<String, SharedTable.Chain> chains = new TreeMap<>();
    private long handle;

    @Test
    void anEmptyTableLosesNothing() {
        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void everyRuleThatLeadsToAChainIsGoneBeforeTheChain() {
        base("PREROUTING", "cali-PREROUTING", "KUBE-SERVICES");
        chain("KUBE-SERVICES", SVC, NOWHERE);
        chain(SVC, NOWHERE);
        chain("cali-PREROUTING", NOWHERE);

        assertThat(plan().operations())
                .containsExactly(
                        new Operation.FlushChain(NAT, "KUBE-SERVICES"),
                        new Operation.FlushChain(NAT, SVC),
                        new Operation.DeleteRule(NAT, "PREROUTING", 2),
                        new Operation.DeleteChain(NAT, "KUBE-SERVICES"),
                        new Operation.DeleteChain(NAT, SVC));
    }

    @Test
    void aJumpToAChainThatIsNotThereIsNotCounted() {
        base("PREROUTING", "DOCKER");
        chain("DOCKER", NOWHERE);

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void aChainThatAnothersRuleJumpsToStaysEmpty() {
        chain("KUBE-SERVICES", SVC);
        chain(SVC, NOWHERE);
        chain("SOMEBODY", "KUBE-SERVICES");

        Departure departure = plan();

        assertThat(departure.jumps()).isEmpty();
        assertThat(departure.emptied()).containsExactly("KUBE-SERVICES", SVC);
        assertThat(departure.deleted()).containsExactly(SVC);
        assertThat(departure.kept()).containsExactly("KUBE-SERVICES");
    }

    @Test
    void aChainThatStaysEmptyIsNotEmptiedAgain() {
        chain("KUBE-SERVICES");
        chain("SOMEBODY", "KUBE-SERVICES");

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void aBaseChainThatIsNotOfIptablesIsSomebodyElses() {
        base("my-prerouting", "KUBE-SERVICES");
        chain("KUBE-SERVICES", NOWHERE);

        assertThat(plan().jumps()).isEmpty();
        assertThat(plan().kept()).containsExactly("KUBE-SERVICES");
    }

    @Test
    void aChainThatSomethingUnseenRefersToStaysEmpty() {
        chains.put(
                "KUBE-SERVICES",
                new SharedTable.Chain("KUBE-SERVICES", false, false, 1, rules(SVC)));

        assertThat(plan().deleted()).isEmpty();
        assertThat(plan().emptied()).containsExactly("KUBE-SERVICES");
    }

    @Test
    void markingAndMasqueradingStayForWhoeverMarks() {
        base("POSTROUTING", "KUBE-POSTROUTING");
        base("PREROUTING", "KUBE-SERVICES", "KUBE-HOSTPORTS");
        chain("KUBE-POSTROUTING", NOWHERE, NOWHERE);
        chain("KUBE-MARK-MASQ", NOWHERE);
        chain("KUBE-SERVICES", "KUBE-MARK-MASQ");
        chain("KUBE-HOSTPORTS", "KUBE-HP-NPX46M4PTMTKRN6Y");
        chain("KUBE-HP-NPX46M4PTMTKRN6Y", "KUBE-MARK-MASQ", NOWHERE);

        Departure departure = plan();

        assertThat(departure.jumps()).containsExactly(new Departure.Jump("PREROUTING", 2));
        assertThat(departure.emptied()).containsExactly("KUBE-SERVICES");
        assertThat(departure.deleted()).containsExactly("KUBE-SERVICES");
        assertThat(departure.kept()).containsExactly("KUBE-MARK-MASQ", "KUBE-POSTROUTING");
    }

    @Test
    void aMarkingRuleInABaseChainIsSomebodyElses() {
        base("PREROUTING", "KUBE-MARK-MASQ");
        chain("KUBE-MARK-MASQ", NOWHERE);

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void tellsOfForwardedPacketsThatNobodyAcceptsAnyMore() {
        chains.put(
                "FORWARD", new SharedTable.Chain("FORWARD", true, true, 0, rules("KUBE-FORWARD")));
        chain("KUBE-FORWARD", NOWHERE);
        assertThat(plan().closesForward()).isTrue();

        base("FORWARD", "KUBE-FORWARD");
        assertThat(plan().closesForward()).isFalse();
    }

    private Departure plan() {
        return DeparturePlanner.plan(new SharedTable(NAT, chains));
    }

    private void base(String name, String... targets) {
        chains.put(name, new SharedTable.Chain(name, true, false, 0, rules(targets)));
    }

    private void chain(String name, String... targets) {
        chains.put(name, new SharedTable.Chain(name, false, false, 0, rules(targets)));
    }

    /** A rule for each, with the next handle. */
    private List<SharedTable.Rule> rules(String... targets) {
        List<SharedTable.Rule> rules = new ArrayList<>();
        for (String target : targets) {
            rules.add(new SharedTable.Rule(++handle, target.equals(NOWHERE) ? null : target));
        }
        return rules;
    }
}
