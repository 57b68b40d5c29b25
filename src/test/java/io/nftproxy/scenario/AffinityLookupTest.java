package io.nftproxy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.RulesetDiff;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.core.trace.Packet;
import io.nftproxy.core.trace.PacketTracer;
import io.nftproxy.core.trace.Trace;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.PlannedCluster;
import io.nftproxy.testing.RulesetElements;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Under session affinity, the cost of a packet does not depend on the number of endpoints. */
class AffinityLookupTest {
    private static final Bytes CLIENT = Bytes.wrap(IpAddress.of("192.168.0.99").toBytes());
    private static final Packet PACKET =
            new Packet(
                    TableRef.Family.IP,
                    6,
                    CLIENT,
                    Bytes.wrap(IpAddress.of("10.96.0.10").toBytes()),
                    80,
                    "eth0");

    @Test
    void theRulesForAKnownClientDoNotDependOnTheEndpoints() throws Exception {
        int two = rulesEvaluated(2, "10.244.0.2");
        assertThat(two).isBetween(5, 40);
        assertThat(rulesEvaluated(200, "10.244.0.2")).isEqualTo(two);
        assertThat(rulesEvaluated(200, "10.244.0.200")).isEqualTo(two);
    }

    @Test
    void theRulesForANewClientDoNotDependOnTheEndpoints() throws Exception {
        assertThat(rulesEvaluated(200, null)).isEqualTo(rulesEvaluated(2, null));
    }

    private static int rulesEvaluated(int endpoints, String known) throws Exception {
        FakeKernelTable kernel = table(endpoints);
        if (known != null) {
            learn(kernel, known);
        }
        List<Trace> traces =
                new PacketTracer(kernel.ruleset(), new RulesetElements(kernel.ruleset()), Set.of())
                        .trace(PACKET);
        assertThat(traces).hasSize(known == null ? endpoints : 1);
        assertThat(traces.stream().map(trace -> trace.outcome().toString()))
                .allMatch(outcome -> known == null || outcome.startsWith(known + ":8080"));
        assertThat(traces.stream().map(Trace::rulesEvaluated).distinct()).hasSize(1);
        return traces.getFirst().rulesEvaluated();
    }

    private static FakeKernelTable table(int endpoints) throws Exception {
        PlannedCluster cluster = new PlannedCluster();
        cluster.service(
                "web",
                "10.96.0.10",
                "",
                TrafficPolicy.CLUSTER,
                3600,
                new ServicePort("http", Protocol.TCP, 80, 0));
        cluster.slice(
                "web",
                new SlicePort("http", Protocol.TCP, 8080),
                IntStream.rangeClosed(1, endpoints)
                        .mapToObj("10.244.0.%d ready serving"::formatted)
                        .toArray(String[]::new));
        AppliedTable table =
                new AppliedTable(new RenderSettings(PlannedCluster.NODE.families(), 0x4000, false));
        var change =
                table.change(
                        PlannedCluster.NODE.plan(null, List.of(), cluster.state()), cluster.all());
        TransactionBuilder transaction = new TransactionBuilder(RenderSettings.TABLE);
        RulesetDiff.between(Ruleset.ABSENT, change.after(), transaction);
        FakeKernelTable kernel = new FakeKernelTable(RenderSettings.TABLE);
        kernel.commit(transaction.build());
        return kernel;
    }

    private static void learn(FakeKernelTable kernel, String endpoint) throws Exception {
        SetSpec map = kernel.ruleset().sets().get("affinity4-ns/web/http/tcp");
        byte[] data = new byte[8];
        Bytes.wrap(IpAddress.of(endpoint).toBytes()).copyTo(data, 0);
        Bytes.ofShort(8080).copyTo(data, 4);
        Element element = Element.of(CLIENT, new ElementValue.Data(Bytes.wrap(data)));
        kernel.commit(
                new Transaction(
                        List.of(
                                new Operation.AddElements(
                                        RenderSettings.TABLE, map, List.of(element)))));
    }
}
