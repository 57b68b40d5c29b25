package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.kernel.SocketWatch;
import io.nftproxy.testing.PlannedCluster;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loop that would sleep for an hour is woken by the kernel when its table is modified. */
@Tag("kernel-ring")
class WokenLoopKernelIT {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final BlockingQueue<SyncReport> reports = new LinkedBlockingQueue<>();
    private final ChangeInbox inbox =
            new ChangeInbox(EnumSet.allOf(ChangeInbox.Source.class), Map.of(), LoopClock.system());
    private SocketWatch watch;
    private NetlinkKernelTable kernel;
    private ProxyLoop loop;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        watch = new SocketWatch();
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            kernel = NetlinkKernelTable.open(TABLE, watch);
        }
        loop = loop();
        thread = new Thread(loop, "sync");
        thread.start();
        EnumSet.allOf(ChangeInbox.Source.class).forEach(inbox::synced);
        assertThat(report().succeeded()).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join();
        watch.close();
        kernel.close();
        namespace.close();
    }

    private ProxyLoop loop() {
        ClusterState cluster = new ClusterState();
        RenderSettings settings = new RenderSettings(PlannedCluster.NODE.families(), 0x4000, false);
        return new ProxyLoop(
                inbox,
                cluster,
                kernel,
                new TableSync(kernel, settings, cluster, Leftovers.NONE),
                PlannedCluster.NODE,
                Set::of,
                LoopClock.system(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                new AffinityCensus((clients, full) -> {}),
                List.of(reports::add),
                List.of());
    }

    @Test
    void foreignChangeWakesTheLoopAndIsRepaired() throws Exception {
        Nft nft = new Nft(namespace);
        for (String command :
                List.of(
                        "delete table inet kube-proxy",
                        "add table inet kube-proxy { flags dormant; }",
                        "flush chain inet kube-proxy nat-output",
                        "flush ruleset")) {
            nft.load(command);

            assertThat(report().repaired()).as(command).isTrue();
        }
    }

    private SyncReport report() throws InterruptedException {
        return Objects.requireNonNull(reports.poll(20, TimeUnit.SECONDS), "no sync");
    }
}
