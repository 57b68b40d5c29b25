package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules and chains that are removed from a table, by the jumps between its chains. */
class ChainRemovalPlannerTest {
    private static final TableRef NAT = new TableRef(TableRef.Family.IP, "nat");
    private static final String SVC = "KUBE-SVC-NPX46M4PTMTKRN6Y";

    /** The target of a rule that does not jump. */
    private static final String NOWHERE = "";

    private final SortedMap<String, ForeignTable.Chain> chains = new TreeMap<>();
    private long handle;

    @Test
    void removesNothingFromAnEmptyTable() {
        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void removesEveryRuleThatLeadsToAChainBeforeTheChain() {
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
    void keepsJumpsToChainsOfOtherPrograms() {
        base("PREROUTING", "DOCKER");
        chain("DOCKER", NOWHERE);

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void emptiesAChainThatAnotherProgramJumpsTo() {
        chain("KUBE-SERVICES", SVC);
        chain(SVC, NOWHERE);
        chain("OTHER", "KUBE-SERVICES");

        ChainRemoval removal = plan();

        assertThat(removal.jumps()).isEmpty();
        assertThat(removal.emptied()).containsExactly("KUBE-SERVICES", SVC);
        assertThat(removal.deleted()).containsExactly(SVC);
        assertThat(removal.kept()).containsExactly("KUBE-SERVICES");
    }

    @Test
    void doesNotEmptyAnEmptyChainAgain() {
        chain("KUBE-SERVICES");
        chain("OTHER", "KUBE-SERVICES");

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void keepsJumpsFromBaseChainsThatAreNotIptables() {
        base("my-prerouting", "KUBE-SERVICES");
        chain("KUBE-SERVICES", NOWHERE);

        assertThat(plan().jumps()).isEmpty();
        assertThat(plan().kept()).containsExactly("KUBE-SERVICES");
    }

    @Test
    void emptiesAChainThatAVerdictMapRefersTo() {
        chains.put(
                "KUBE-SERVICES",
                new ForeignTable.Chain("KUBE-SERVICES", false, false, 1, rules(SVC)));

        assertThat(plan().deleted()).isEmpty();
        assertThat(plan().emptied()).containsExactly("KUBE-SERVICES");
    }

    @Test
    void keepsMarkingAndMasqueradingForOtherProgramsThatMark() {
        base("POSTROUTING", "KUBE-POSTROUTING");
        base("PREROUTING", "KUBE-SERVICES", "KUBE-HOSTPORTS");
        chain("KUBE-POSTROUTING", NOWHERE, NOWHERE);
        chain("KUBE-MARK-MASQ", NOWHERE);
        chain("KUBE-SERVICES", "KUBE-MARK-MASQ");
        chain("KUBE-HOSTPORTS", "KUBE-HP-NPX46M4PTMTKRN6Y");
        chain("KUBE-HP-NPX46M4PTMTKRN6Y", "KUBE-MARK-MASQ", NOWHERE);

        ChainRemoval removal = plan();

        assertThat(removal.jumps()).containsExactly(new ChainRemoval.Jump("PREROUTING", 2));
        assertThat(removal.emptied()).containsExactly("KUBE-SERVICES");
        assertThat(removal.deleted()).containsExactly("KUBE-SERVICES");
        assertThat(removal.kept()).containsExactly("KUBE-MARK-MASQ", "KUBE-POSTROUTING");
    }

    @Test
    void keepsJumpsFromBaseChainsToMarkMasq() {
        base("PREROUTING", "KUBE-MARK-MASQ");
        chain("KUBE-MARK-MASQ", NOWHERE);

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void reportsThatAForwardChainDropsWhatKubeForwardAccepted() {
        chains.put(
                "FORWARD", new ForeignTable.Chain("FORWARD", true, true, 0, rules("KUBE-FORWARD")));
        chain("KUBE-FORWARD", NOWHERE);
        assertThat(plan().closesForward()).isTrue();

        base("FORWARD", "KUBE-FORWARD");
        assertThat(plan().closesForward()).isFalse();
    }

    private ChainRemoval plan() {
        return ChainRemovalPlanner.plan(new ForeignTable(NAT, chains));
    }

    private void base(String name, String... targets) {
        chains.put(name, new ForeignTable.Chain(name, true, false, 0, rules(targets)));
    }

    private void chain(String name, String... targets) {
        chains.put(name, new ForeignTable.Chain(name, false, false, 0, rules(targets)));
    }

    /** Makes a rule for each target, with the next handle. */
    private List<ForeignTable.Rule> rules(String... targets) {
        List<ForeignTable.Rule> rules = new ArrayList<>();
        for (String target : targets) {
            rules.add(new ForeignTable.Rule(++handle, target.equals(NOWHERE) ? null : target));
        }
        return rules;
    }
}
