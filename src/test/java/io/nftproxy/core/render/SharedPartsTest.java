package io.nftproxy.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.testing.PlannedCluster;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Chains and elements that several Services share. The first reference adds them, the last one
 * deletes them.
 */
class SharedPartsTest {
    private static final NodePlan NODE = new NodePlan(Map.of(), Map.of(), Map.of());

    private final PlannedCluster cluster = new PlannedCluster();
    private final AppliedTable table =
            new AppliedTable(new RenderSettings(List.of(IpFamily.IPV4), 0x4000, false));

    @Test
    void aChainIsAddedWithTheFirstServiceAndDeletedWithTheLast() {
        service("a", 1, "10.244.0.1");
        assertThat(added(sync())).contains("cluster-1");

        service("b", 2, "10.244.0.2");
        assertThat(chains(sync())).doesNotContain("cluster-1");

        cluster.remove("a");
        assertThat(chains(sync())).doesNotContain("cluster-1");

        cluster.remove("b");
        TableChange last = sync();
        assertThat(removed(last)).contains("cluster-1");
    }

    @Test
    void anotherNumberOfEndpointsNeedsAnotherChain() {
        service("a", 1, "10.244.0.1");
        sync();

        service("a", 1, "10.244.0.1", "10.244.0.2");
        TableChange change = sync();

        assertThat(added(change)).containsExactly("cluster-2");
        assertThat(removed(change)).containsExactly("cluster-1");
    }

    @Test
    void aChainThatOneServiceLeavesAndAnotherEntersStays() {
        service("a", 1, "10.244.0.1");
        sync();

        service("a", 1, "10.244.0.1", "10.244.0.2");
        service("b", 2, "10.244.0.3");
        TableChange change = sync();

        assertThat(added(change)).containsExactly("cluster-2");
        assertThat(removed(change)).isEmpty();
    }

    @Test
    void aPodOfTwoServicesHasOneHairpinElement() {
        service("a", 1, "10.244.0.1 here");
        assertThat(hairpins(sync().after())).isEqualTo(1);

        service("b", 2, "10.244.0.1 here");
        assertThat(hairpins(sync().after())).isZero();
        assertThat(table.elementCounts()).containsEntry("hairpin4", 1);

        cluster.remove("a");
        assertThat(hairpins(sync().before())).isZero();

        cluster.remove("b");
        assertThat(hairpins(sync().before())).isEqualTo(1);
        assertThat(table.elementCounts()).containsEntry("hairpin4", 0);
    }

    @Test
    void aChangeThatIsNotAcceptedHasNoEffect() {
        service("a", 1, "10.244.0.1");
        TableChange refused = table.change(NODE, cluster.all());
        TableChange again = table.change(NODE, cluster.all());

        assertThat(added(again)).contains("cluster-1").isEqualTo(added(refused));
        assertThat(table.elementCounts()).containsEntry("service-ips4", 0);
    }

    private void service(String name, int number, String... endpoints) {
        cluster.service(name, "10.96.0." + number, "", new ServicePort("", Protocol.TCP, 80, 0));
        cluster.slice(
                name,
                new SlicePort("", Protocol.TCP, 8080),
                Stream.of(endpoints).map(text -> text + " ready serving").toArray(String[]::new));
    }

    private TableChange sync() {
        TableChange change = table.change(NODE, cluster.changes());
        table.accept(change);
        return change;
    }

    private static List<String> added(TableChange change) {
        return drawing(change.after()).filter(chain -> !has(change.before(), chain)).toList();
    }

    private static List<String> removed(TableChange change) {
        return drawing(change.before()).filter(chain -> !has(change.after(), chain)).toList();
    }

    private static List<String> chains(TableChange change) {
        return Stream.concat(drawing(change.before()), drawing(change.after())).toList();
    }

    private static Stream<String> drawing(Ruleset part) {
        return part.chains().keySet().stream().filter(chain -> chain.matches("cluster-\\d+"));
    }

    private static boolean has(Ruleset part, String chain) {
        return part.chains().containsKey(chain);
    }

    private static int hairpins(Ruleset part) {
        return part.elementsOf("hairpin4").size();
    }
}
