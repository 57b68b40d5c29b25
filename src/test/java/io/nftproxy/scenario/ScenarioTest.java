package io.nftproxy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.Transaction;
import io.nftproxy.diff.TransactionText;
import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.Node;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.NodeRules;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.NftText;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.snapshot.ClusterDelta;
import io.nftproxy.snapshot.ClusterState;
import io.nftproxy.sync.Predecessor;
import io.nftproxy.sync.TableSync;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.Golden;
import io.nftproxy.trace.PacketTracer;
import io.nftproxy.watch.YamlObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scenario's objects make the table it expects, which does with packets what it says. Our node
 * is {@code here} in zone a, 192.168.0.2 and 2001:db8::2; pods are in 10.244.0.0/16 and
 * fd00:244::/64.
 */
class ScenarioTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final RenderSettings SETTINGS = new RenderSettings(FAMILIES, 0x4000, false);
    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.of("192.168.0.2"), IpAddress.of("2001:db8::2"));
    private static final Node NODE =
            new Node(
                    "here",
                    "",
                    Map.of("topology.kubernetes.io/zone", "a"),
                    ADDRESSES,
                    List.of(),
                    true);
    private static final NodePolicy POLICY =
            new NodePolicy(
                    "here",
                    FAMILIES,
                    null,
                    new DetectLocal.ClusterCidr(
                            List.of(Cidr.of("10.244.0.0/16"), Cidr.of("fd00:244::/64"))),
                    true,
                    List.of());

    private final FakeKernelTable kernel = new FakeKernelTable(TABLE);
    private final ClusterState cluster = new ClusterState();
    private TableSync sync = new TableSync(kernel, SETTINGS, cluster, Predecessor.NONE);

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @Test
    void thereAreScenarios() {
        assertThat(scenarios()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void makesTheTableThatIsExpected(Scenario scenario) throws Exception {
        boolean first = true;
        for (Path step : scenario.steps()) {
            int before = kernel.committed().size();
            ClusterDelta delta = YamlObjects.delta(Files.readString(step));
            if (first) {
                cluster.apply(delta);
                fullSync();
            } else {
                sync.some(cluster.apply(delta).services(), POLICY.view(NODE), rules());
                Golden.assertMatches(scenario.fileOf(step, "changes.tx"), changes(before));
            }
            Golden.assertMatches(
                    scenario.fileOf(step, "expected.nft"), NftText.of(TABLE, kernel.ruleset()));
            tracePackets(scenario.fileOf(step, "packets.txt"));
            first = false;
        }
        sync = new TableSync(kernel, SETTINGS, cluster, Predecessor.NONE);
        assertThat(fullSync()).as("a restart changes nothing").isEqualTo(CommitReport.NOTHING);
    }

    private CommitReport fullSync() throws KernelFailure {
        return sync.all(POLICY.view(NODE), rules()).commit();
    }

    private NodeRules rules() {
        return POLICY.rules(NODE, ADDRESSES, cluster);
    }

    private String changes(int before) {
        StringBuilder text = new StringBuilder();
        List<Transaction> committed = kernel.committed();
        for (Transaction transaction : committed.subList(before, committed.size())) {
            text.append(TransactionText.of(transaction));
        }
        return text.toString();
    }

    private void tracePackets(Path file) throws IOException {
        Set<Bytes> local =
                Set.of(
                        Bytes.wrap(ADDRESSES.get(0).toBytes()),
                        Bytes.wrap(ADDRESSES.get(1).toBytes()));
        PacketTracer tracer = new PacketTracer(kernel.ruleset(), local);
        Golden.assertMatches(file, new PacketTable(Files.readString(file)).tracedBy(tracer));
    }
}
