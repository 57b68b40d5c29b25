package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.DaemonProcess;
import io.nftproxy.bench.measure.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * The command {@code bench/run soak}: runs the daemon as shipped under steady change, for an hour
 * by default. In the first third of the time it is restarted repeatedly. Ends with status 1 if a
 * connection failed or reached a wrong endpoint.
 */
@CommandLine.Command(
        name = "bench/run soak",
        mixinStandardHelpOptions = true,
        description = "Runs nftproxy under steady change, and counts failed and wrong connections.")
public final class Soak implements Callable<Integer> {
    private static final int ENDPOINTS = 10;
    private static final int SETTLE_SECONDS = 30;
    private static final int SAY_EVERY_SECONDS = 30;
    private static final long COMMIT_MILLIS = 200;
    private static final long PROBE_MILLIS = 250;
    private static final double KIBI = 1024;
    private static final long DRAIN_MILLIS = 2_000;

    @CommandLine.Parameters(description = "soak", paramLabel = "soak")
    private String soak = "soak";

    @CommandLine.Option(
            names = "--minutes",
            description = "the duration; default: ${DEFAULT-VALUE}")
    private int minutes = 60;

    @CommandLine.Option(
            names = "--services",
            description = "Services without connections, each with 10 endpoints")
    private int services = 1_000;

    @CommandLine.Option(
            names = "--rate",
            description = "connections a second of each of the six clients")
    private int rate = 30;

    @CommandLine.Option(names = "--restart-every", description = "seconds between restarts")
    private int restartEvery = 20;

    @CommandLine.Option(names = "--out", description = "the folder of the results")
    private Path out = Path.of("/tmp/nftproxy-soak");

    private final Ledger ledger = new Ledger();
    private final Vitals vitals = new Vitals();
    private final List<Client> clients = new ArrayList<>();

    private Soak() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        Cluster cluster = new Cluster(services, ENDPOINTS);
        try (SoakNetwork network = new SoakNetwork();
                ApiCluster api = network.node().call(() -> new ApiCluster(cluster))) {
            TrafficServices traffic = new TrafficServices(api, ledger, network.udp());
            Probes probes = new Probes(network, api, ledger);
            Changes changes = new Changes(network, api, cluster, traffic);
            try (Daemons daemons = new Daemons(network, api, ledger, out)) {
                Progress.say("soak: %d minutes, results in %s", minutes, out);
                Disturbances disturbances = new Disturbances();
                long start = System.nanoTime();
                for (Source source : Source.values()) {
                    clients.add(new Client(network, source, false, ledger, rate));
                    clients.add(new Client(network, source, true, ledger, rate));
                }
                run(start, daemons, changes, probes);
                Thread.sleep(DRAIN_MILLIS);
                for (Client client : clients) {
                    client.close();
                }
                return report(start, daemons, changes, probes, disturbances);
            }
        }
    }

    private void run(long start, Daemons daemons, Changes changes, Probes probes) throws Exception {
        List<Steady> all = new ArrayList<>();
        long second = 1_000_000_000L;
        all.add(new Steady("changes", second / Changes.TICKS_PER_SECOND, changes::tick));
        all.add(new Steady("commits", COMMIT_MILLIS * 1_000_000, _ -> changes.commitElsewhere()));
        all.add(new Steady("probes", PROBE_MILLIS * 1_000_000, _ -> probes.once()));
        Steady restarts =
                new Steady(
                        "restarts",
                        restartEvery * second,
                        number -> {
                            if (number > 0) {
                                daemons.restart();
                            }
                        });
        int seconds = minutes * 60;
        for (int i = 0; i < seconds; i++) {
            if (i == seconds / 3) {
                restarts.close();
            }
            sleepUntil(start + (i + 1) * second);
            daemons.checkAlive();
            all.forEach(Steady::check);
            restarts.check();
            boolean steady = i > seconds / 3 + SETTLE_SECONDS;
            vitals.look(daemons.running(), (System.nanoTime() - start) / 1e9, steady);
            if (i % SAY_EVERY_SECONDS == 0) {
                say(i, daemons);
            }
        }
        restarts.close();
        for (Steady steady : all) {
            steady.close();
        }
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long millis = (nanoTime - System.nanoTime()) / 1_000_000;
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }

    private void say(int second, Daemons daemons) {
        long connections = 0;
        long bad = 0;
        for (Client client : clients) {
            Tally.Sums sums = client.tally().sums();
            connections += sums.connections();
            bad += sums.failed() + sums.wrong();
        }
        Progress.say(
                "soak: second %d, %d restarts, %d connections, failed or wrong: %d",
                second, daemons.restarts(), connections, bad);
    }

    private int report(
            long start, Daemons daemons, Changes changes, Probes probes, Disturbances disturbances)
            throws Exception {
        List<Tally> tallies = new ArrayList<>(clients.stream().map(Client::tally).toList());
        tallies.add(probes.tally());
        SoakReport report =
                new SoakReport(
                        "%d minutes, %d Services with %d endpoints each and %d with connections. "
                                        .formatted(
                                                minutes, services, ENDPOINTS, TrafficServices.COUNT)
                                + "Changes: %s. Restarts of the proxy: %d, every second one by SIGKILL."
                                        .formatted(changes.describe(), daemons.restarts()));
        report.connections(tallies);
        report.machine(disturbances);
        report.latencies(probes.latencies());
        report.vitals(vitals.steady());
        DaemonProcess proxy = daemons.running();
        proxy.collectHeap();
        report.collected(proxy.residentKibibytes() / KIBI, proxy.anonymousKibibytes() / KIBI);
        report.log(daemons.log());
        report.write(out.resolve("soak.md"));
        SoakReport.csv(vitals.samples(), out.resolve("soak.csv"));
        SoakPicture picture = new SoakPicture();
        picture.vitals(vitals.samples());
        picture.latencies(probes.latencies(), start);
        picture.write("nftproxy over %d minutes".formatted(minutes), out.resolve("soak.svg"));
        System.out.println(Files.readString(out.resolve("soak.md")));
        boolean clean =
                tallies.stream().map(Tally::sums).allMatch(s -> s.failed() + s.wrong() == 0);
        return clean ? 0 : 1;
    }
}
