package io.nftproxy.tools.demo;

import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.Terminal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code nftproxy demo}: shows how connections are balanced, without a cluster. The end of the
 * process removes everything it made.
 */
public final class Demo {
    private static final int PODS = 5;
    private static final int FIRST_POD_HOST = 11;

    private static final String CONFIG =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            mode: nftables
            hostnameOverride: %s
            clusterCIDR: %s
            """;

    private final ProxyStarter starter;

    public Demo(ProxyStarter starter) {
        this.starter = starter;
    }

    /**
     * Runs the demo in this process's network namespace, which must be a fresh one.
     *
     * @return the exit status: 0; 1 if a connection did not reach the right pod, or the demo could
     *     not run; 130 if interrupted
     */
    public int run(PrintStream out) {
        Screen screen = new Screen(out, Terminal.hasColours());
        try {
            return perform(screen);
        } catch (DemoProblem | KernelFailure e) {
            screen.line(screen.red("nftproxy demo: " + e.getMessage()));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private int perform(Screen screen) throws DemoProblem, KernelFailure, InterruptedException {
        DemoNetwork network = DemoNetwork.onThisNode();
        try (NetlinkKernelTable kernel = openKernel();
                DemoCluster cluster = DemoCluster.start()) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 0; i < PODS; i++) {
                String name = "web-" + (i + 1);
                String address = DemoNetwork.podAddress(FIRST_POD_HOST + i);
                pods.add(new Pod(name, address, network.pod(name, address)));
            }
            introduce(screen, cluster);
            try (Stage stage =
                    new Stage(screen, network.client(), starter, config(), cluster.url())) {
                new Story(stage, cluster, pods, kernel).tell();
                return conclude(screen, kernel, pods, stage.results());
            }
        }
    }

    private static NetlinkKernelTable openKernel() throws DemoProblem, KernelFailure {
        try {
            NetlinkKernelTable kernel = NetlinkKernelTable.open(RenderSettings.TABLE);
            kernel.read();
            return kernel;
        } catch (NetlinkException e) {
            throw new DemoProblem("needs nf_tables in the kernel: " + e.getMessage());
        }
    }

    private static ProxyConfig config() throws DemoProblem {
        String text = CONFIG.formatted(DemoCluster.NODE, DemoNetwork.POD_CIDR);
        return switch (ProxyConfigReader.ofFile(text)) {
            case ConfigResult.Valid(ProxyConfig config, List<String> _) -> config;
            case ConfigResult.Invalid invalid -> throw new DemoProblem(invalid.toString());
        };
    }

    private static void introduce(Screen screen, DemoCluster cluster) {
        screen.line(screen.bold("nftproxy demo") + ": a node, 5 pods and a client outside,");
        screen.line("each in a network namespace of its own, and all gone with this process.");
        screen.line("   API server %s inside this process".formatted(cluster.url()));
        screen.line(
                "   client %s > node %s > pods %s to %s"
                        .formatted(
                                DemoNetwork.CLIENT_ADDRESS,
                                DemoNetwork.NODE_ADDRESS,
                                DemoNetwork.podAddress(FIRST_POD_HOST),
                                DemoNetwork.podAddress(FIRST_POD_HOST + PODS - 1)));
        screen.line(
                "   Service shop/web %s:%d".formatted(DemoCluster.CLUSTER_IP, DemoCluster.PORT));
    }

    private static int conclude(
            Screen screen, NetlinkKernelTable kernel, List<Pod> pods, List<StepResult> results)
            throws KernelFailure {
        screen.line("");
        Ruleset held = kernel.read();
        Ruleset shown = withoutEmptySets(held);
        int hidden = held.sets().size() - shown.sets().size();
        screen.line(screen.bold("What the kernel holds") + ", without " + hidden + " empty sets:");
        screen.line(NftText.of(RenderSettings.TABLE, shown));
        screen.line(screen.bold("Where each connection landed"));
        List<String> names = pods.stream().map(Pod::name).toList();
        LandingTable.of(results, names).forEach(screen::line);
        screen.line("");
        boolean isWell = results.stream().allMatch(StepResult::isWell);
        screen.line(
                isWell
                        ? screen.green("Every connection landed where it should.")
                        : screen.red("Something went wrong: see above."));
        return isWell ? 0 : 1;
    }

    private static Ruleset withoutEmptySets(Ruleset ruleset) {
        List<SetSpec> sets =
                ruleset.sets().values().stream()
                        .filter(set -> !ruleset.elementsOf(set.name()).isEmpty())
                        .toList();
        return Ruleset.of(ruleset.chains().values(), sets, ruleset.elements());
    }
}
