package io.nftproxy.app;

import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code nftproxy rehearse [--without-kernel] -- COMMAND...}: runs the proxy from its command line
 * to a few changes after the first sync, against an embedded API server, over TLS and with the
 * files of a node, then the commands that ask it, so that the JVM of the proxy can record an AOT
 * cache of the classes that it loads.
 *
 * <p>The proxy is a process of its own, COMMAND with {@code --config=FILE} added. So the cache has
 * no class of the API server: the JVM loads all classes of a cache at start. COMMAND is {@code
 * nftproxy rehearse} with the same option: with {@code --config} it is only the proxy, which runs
 * the commands and ends when its input ends.
 *
 * <p>Runs only in a fresh network namespace, which {@code bin/nftproxy} makes and which ends with
 * the process. With {@code --without-kernel} it needs no namespace and writes no table; the record
 * then lacks the classes that write to the kernel.
 */
final class Rehearsal {
    private static final URI METRICS = URI.create("http://127.0.0.1:10249/metrics");
    private static final String SYNCS = "kubeproxy_sync_proxy_rules_duration_seconds_count";

    /** The longest wait for a sync. An emulated machine takes minutes, others take a second. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);

    private static final int SERVICES = 20;

    /** {@code EX_UNAVAILABLE} of sysexits.h. */
    private static final int NO_NETLINK = 69;

    private final List<String> command;

    private Rehearsal(List<String> command) {
        this.command = command;
    }

    /**
     * Runs it. Returns the exit status: 0, {@value #NO_NETLINK} if the kernel, or QEMU that
     * emulates another processor, has no netlink sockets of netfilter, or 1 if it failed otherwise.
     */
    static int run(List<String> arguments) {
        int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
        List<String> options = arguments.subList(0, end);
        Optional<String> config =
                options.stream().filter(option -> option.startsWith("--config=")).findAny();
        boolean withKernel = !options.contains("--without-kernel");
        if (config.isPresent()) {
            RehearsalCommands.runAtEndOf(System.in);
            List<String> words = List.of(config.get());
            return withKernel ? KubeProxy.run(words) : RehearsalProxy.run(words);
        }
        if (arguments.size() < end + 2) {
            System.err.println("nftproxy rehearse: -- and a command that runs the proxy required");
            return 1;
        }
        Rehearsal rehearsal = new Rehearsal(arguments.subList(end + 1, arguments.size()));
        return withKernel ? rehearsal.inFreshNamespace() : rehearsal.run();
    }

    private int inFreshNamespace() {
        try {
            if (!command("ip", "link", "show", "up").isEmpty()) {
                throw new IOException(
                        "must run in a fresh network namespace: start it with bin/nftproxy");
            }
            command("ip", "link", "set", "lo", "up");
            NetlinkSocket.open().close();
            return run();
        } catch (NetlinkException e) {
            System.err.println("nftproxy rehearse: " + e.getMessage());
            return NO_NETLINK;
        } catch (IOException e) {
            System.err.println("nftproxy rehearse: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private int run() {
        try {
            Path folder = Files.createTempDirectory("nftproxy-rehearsal");
            try {
                perform(folder);
            } finally {
                command("rm", "-rf", folder.toString());
            }
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("nftproxy rehearse: " + e.getMessage());
        }
        return 1;
    }

    private void perform(Path folder) throws Exception {
        RehearsalFiles files = new RehearsalFiles(folder);
        try (EmbeddedApiServer api = EmbeddedApiServer.startTls(files.makeCertificate())) {
            fill(api);
            Path config = files.writeConfig(api.url());
            List<String> words = new ArrayList<>(command);
            words.add("--config=" + config);
            Process proxy =
                    new ProcessBuilder(words)
                            .inheritIO()
                            .redirectInput(ProcessBuilder.Redirect.PIPE)
                            .start();
            try {
                awaitSyncs(1, proxy);
                change(api, proxy);
                proxy.getOutputStream().close();
                proxy.onExit().join();
            } finally {
                proxy.destroy();
                proxy.onExit().join();
            }
        }
    }

    /** Changes objects one by one, as changes that arrive together are synced together. */
    private static void change(EmbeddedApiServer api, Process proxy)
            throws IOException, InterruptedException {
        api.put(ApiResource.ENDPOINT_SLICES, slice(0, 7));
        awaitSyncs(2, proxy);
        api.put(ApiResource.ENDPOINT_SLICES, slice(1, 7));
        awaitSyncs(3, proxy);
        api.put(ApiResource.SERVICES, service(SERVICES));
        awaitSyncs(4, proxy);
        api.put(ApiResource.ENDPOINT_SLICES, slice(SERVICES, 3));
        awaitSyncs(5, proxy);
        api.delete(ApiResource.ENDPOINT_SLICES, "ns", "svc-1-x");
        awaitSyncs(6, proxy);
        api.delete(ApiResource.SERVICES, "ns", "svc-0");
        awaitSyncs(7, proxy);
    }

    private static void fill(EmbeddedApiServer api) {
        api.put(
                ApiResource.NODES,
                """
                {"metadata": {"name": "%s"},
                 "status": {"addresses": [{"type": "InternalIP", "address": "127.0.0.1"}]}}
                """
                        .formatted(RehearsalFiles.NODE));
        api.put(
                ApiResource.SERVICE_CIDRS,
                """
                {"metadata": {"name": "kubernetes"}, "spec": {"cidrs": ["10.96.0.0/16"]}}
                """);
        for (int i = 0; i < SERVICES; i++) {
            api.put(ApiResource.SERVICES, service(i));
            api.put(ApiResource.ENDPOINT_SLICES, slice(i, 3));
        }
    }

    private static String service(int number) {
        return """
        {"metadata": {"name": "svc-%1$d", "namespace": "ns", "uid": "u-%1$d",
           "creationTimestamp": "2026-01-01T00:00:00Z"},
         "spec": {"type": "%2$s", "clusterIP": "10.96.0.%1$d", "clusterIPs": ["10.96.0.%1$d"],
           "sessionAffinity": "%3$s", "ipFamilies": ["IPv4"],
           "ports": [{"name": "p", "protocol": "%4$s", "port": 80, "targetPort": 8080%5$s}]}}
        """
                .formatted(
                        number,
                        number % 4 == 1 ? "NodePort" : "ClusterIP",
                        number % 5 == 2 ? "ClientIP" : "None",
                        number % 3 == 0 ? "UDP" : "TCP",
                        number % 4 == 1 ? ", \"nodePort\": " + (30_000 + number) : "");
    }

    private static String slice(int number, int lastByte) {
        return """
        {"metadata": {"name": "svc-%1$d-x", "namespace": "ns",
           "labels": {"kubernetes.io/service-name": "svc-%1$d"}},
         "addressType": "IPv4", "ports": [{"name": "p", "protocol": "%2$s", "port": 8080}],
         "endpoints": [
           {"addresses": ["10.244.%1$d.1"], "nodeName": "other", "conditions": {"ready": true}},
           {"addresses": ["10.244.%1$d.%3$d"], "nodeName": "%4$s", "zone": "a",
            "conditions": {"ready": true, "serving": true, "terminating": false}}]}
        """
                .formatted(number, number % 3 == 0 ? "UDP" : "TCP", lastByte, RehearsalFiles.NODE);
    }

    private static void awaitSyncs(int wanted, Process proxy)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (syncs() < wanted) {
            if (!proxy.isAlive()) {
                throw new IOException("the proxy ended before it synced; see its log");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the proxy did not sync within 15 minutes; see its log");
            }
            Thread.sleep(50);
        }
    }

    /** Returns the number of syncs; each is counted once for each address family. */
    private static double syncs() {
        try {
            byte[] page = METRICS.toURL().openStream().readAllBytes();
            return new String(page, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(SYNCS))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .max()
                    .orElse(0);
        } catch (IOException _) {
            return 0; // The port is not bound yet.
        }
    }

    /** Runs a command. Returns its output. */
    static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(words[0] + ": " + said.strip());
        }
        return said;
    }
}
