package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import io.nftproxy.event.EventSink;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.Protocol;
import io.nftproxy.model.ServicePort;
import io.nftproxy.model.SlicePort;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.ruleset.Verdict;
import io.nftproxy.testing.DisturbedKernel;
import io.nftproxy.testing.PlannedCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real kernel names the element that it refuses, and that leads to the Service. */
class QuarantineKernelIT {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final int SERVICES = 500;

    private final PlannedCluster cluster = new PlannedCluster();
    private final NodePolicy policy =
            new NodePolicy(
                    "here",
                    List.of(IpFamily.IPV4),
                    null,
                    new DetectLocal.NodeCidr(),
                    true,
                    List.of());

    @Test
    void oneOfManyIsLeftOut() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetlinkKernelTable kernel = open(namespace)) {
            Quarantine quarantine = new Quarantine(EventSink.NONE, LoopClock.system());
            TableSync sync =
                    new TableSync(
                            new DisturbedKernel(kernel, QuarantineKernelIT::leadAstray),
                            new RenderSettings(policy.families(), 0x4000, false),
                            cluster.state(),
                            Predecessor.NONE,
                            quarantine);
            for (int i = 0; i < SERVICES; i++) {
                service(i);
            }
            assertThatThrownBy(() -> full(sync))
                    .isInstanceOf(CommitRejected.class)
                    .hasMessageContaining("ENOENT");
            full(sync);

            assertThat(quarantine.size()).isOne();
            String table = new Nft(namespace).listTable();
            for (int i = 0; i < SERVICES; i++) {
                String comment = "\"ns/svc" + i + ":http\"";
                assertThat(table.contains(comment)).as(comment).isEqualTo(i != 77);
            }
            service(SERVICES);
            sync.some(
                    cluster.changes().stream().map(ServicePlan::service).distinct().toList(),
                    policy.view(null),
                    policy.rules(null, List.of(), cluster.state()));
            assertThat(new Nft(namespace).listTable()).contains("\"ns/svc500:http\"");
        }
    }

    private void full(TableSync sync) throws Exception {
        sync.all(policy.view(null), policy.rules(null, List.of(), cluster.state()));
        cluster.all();
    }

    private void service(int i) {
        String name = "svc" + i;
        String address = "10.96.%d.%d".formatted(i >> 8, i & 255);
        cluster.service(name, address, "", new ServicePort("http", Protocol.TCP, 80, 0));
        cluster.slice(
                name, new SlicePort("http", Protocol.TCP, 8080), "10.244.0.1 ready serving here");
    }

    /** One Service's verdict leads to a chain that nobody has. */
    private static Transaction leadAstray(Transaction transaction) {
        return new Transaction(
                transaction.operations().stream().map(QuarantineKernelIT::leadAstray).toList());
    }

    private static Operation leadAstray(Operation operation) {
        return operation instanceof Operation.AddElements(var table, var set, var elements)
                ? new Operation.AddElements(
                        table, set, elements.stream().map(QuarantineKernelIT::leadAstray).toList())
                : operation;
    }

    private static Element leadAstray(Element element) {
        return "ns/svc77:http".equals(element.comment())
                ? Element.of(element.key(), new Verdict.Goto("nowhere"))
                : element;
    }

    private static NetlinkKernelTable open(NetworkNamespace namespace) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return new NetlinkKernelTable(NetlinkSocket.open(), TABLE);
        }
    }
}
