package io.nftproxy.bench;

import io.nftproxy.bench.lab.Machine;
import io.nftproxy.bench.lab.Proxy;
import io.nftproxy.bench.layout.ChangingLayout;
import io.nftproxy.bench.layout.Iptables;
import io.nftproxy.bench.layout.NftChains;
import io.nftproxy.bench.measure.AllowLists;
import io.nftproxy.bench.measure.DataPath;
import io.nftproxy.bench.measure.Events;
import io.nftproxy.bench.measure.Listening;
import io.nftproxy.bench.measure.Memory;
import io.nftproxy.bench.measure.OtherShapes;
import io.nftproxy.bench.measure.Profile;
import io.nftproxy.bench.measure.Programming;
import io.nftproxy.bench.measure.Proxies;
import io.nftproxy.bench.measure.Restarts;
import io.nftproxy.bench.measure.Schedulers;
import io.nftproxy.bench.report.Pictures;
import io.nftproxy.bench.report.Results;
import io.nftproxy.bench.report.Summary;
import io.nftproxy.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command {@code bench/run smoke|quick|full}. */
@CommandLine.Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Compares nftproxy with the layouts of kube-proxy's modes.")
public final class Bench implements Callable<Integer> {
    private enum Size {
        smoke(Profile.SMOKE),
        quick(Profile.QUICK),
        full(Profile.FULL);

        private final Profile profile;

        Size(Profile profile) {
            this.profile = profile;
        }
    }

    /** The experiments, in the order in which they run. */
    private enum Experiment {
        programming,
        restarts,
        allowlists,
        shapes,
        schedulers,
        listening,
        memory,
        daemon,
        proxies,
        datapath
    }

    @CommandLine.Parameters(description = "smoke, quick or full", paramLabel = "PROFILE")
    private Size size = Size.quick;

    @CommandLine.Option(
            names = "--out",
            description = "the folder of the results; bench/results for full")
    private Path out = Path.of("/tmp/nftproxy-bench");

    @CommandLine.Option(
            names = "--only",
            split = ",",
            description = "runs only these experiments: ${COMPLETION-CANDIDATES}")
    private Set<Experiment> only = EnumSet.allOf(Experiment.class);

    @CommandLine.Option(
            names = "--services",
            split = ",",
            description = "runs only these sizes of the profile, for example 100,1000")
    private Set<Integer> services = Set.of();

    @CommandLine.Option(
            names = "--kube-proxy",
            description = "the program of a kube-proxy, 1.31 or newer, to compare with")
    private @Nullable Path kubeProxy;

    @CommandLine.Option(names = "--nft", description = "the nft that kube-proxy runs")
    private @Nullable Path nft;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Profile profile = services.isEmpty() ? size.profile : size.profile.withServices(services);
        Results results = new Results();
        List<ChangingLayout> layouts =
                List.of(
                        new Iptables("legacy"),
                        new Iptables("nft"),
                        new NftChains(true),
                        new NftChains(false));
        Files.createDirectories(out);
        for (Experiment experiment : EnumSet.copyOf(only)) {
            switch (experiment) {
                case programming -> new Programming(profile, layouts, results).run();
                case restarts -> new Restarts(profile, results).run();
                case allowlists -> new AllowLists(profile, results).run();
                case shapes -> new OtherShapes(profile, results).run();
                case schedulers -> new Schedulers(profile, results).run();
                case listening -> new Listening(profile, results).run();
                case memory -> new Memory(profile, layouts, results).run();
                case daemon -> new Events(profile, results).run();
                case proxies -> new Proxies(profile, proxies(), results).run();
                case datapath -> new DataPath(profile, layouts, results).run();
            }
            write(results);
        }
        return 0;
    }

    /** Returns the proxies to compare; none without a kube-proxy. */
    private List<Proxy> proxies() throws IOException {
        return kubeProxy == null
                ? List.of()
                : List.of(
                        Proxy.nftproxy(),
                        Proxy.nftables(kubeProxy, nft),
                        Proxy.iptables(kubeProxy, "legacy"),
                        Proxy.iptables(kubeProxy, "nft"));
    }

    /** Writes the results so far. Called after each experiment, in case the run is interrupted. */
    private void write(Results results) throws IOException {
        results.write(out.resolve("results.csv"));
        Table table = new Table(results.rows());
        new Summary(table).write(out.resolve("summary.md"), Machine.describe(kubeProxy, nft));
        new Pictures(table, out).draw();
    }
}
