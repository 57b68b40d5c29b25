package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process itself is stopped, started twice, short of memory, or cannot write its log. */
@Tag("kernel-ring")
@Tag("slow")
class ProcessFaultsKernelIT {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir private Path folder;
    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final Nft nft = new Nft(namespace);
    private EmbeddedApiServer server;

    @BeforeEach
    void start() throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            server = EmbeddedApiServer.start();
        }
        put("a", "10.96.0.1");
    }

    @AfterEach
    void stop() {
        server.close();
        namespace.close();
    }

    private void put(String name, String address) {
        server.put(
                ApiResource.SERVICES,
                """
                {"metadata":{"name":"%1$s","namespace":"ns","uid":"%1$s"},
                 "spec":{"type":"ClusterIP","clusterIP":"%2$s","clusterIPs":["%2$s"],
                 "ports":[{"protocol":"TCP","port":80}]}}
                """
                        .formatted(name, address));
        putEndpoints(name, 1);
    }

    private void putEndpoints(String name, int count) {
        StringBuilder endpoints = new StringBuilder();
        for (int i = 0; i < count; i++) {
            endpoints.append(i == 0 ? "" : ",");
            endpoints.append(
                    "{\"addresses\":[\"10.244.%d.%d\"],\"conditions\":{\"ready\":true}}"
                            .formatted(i / 250, 1 + i % 250));
        }
        server.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"metadata":{"name":"%1$s-1","namespace":"ns",
                 "labels":{"kubernetes.io/service-name":"%1$s"}},
                 "addressType":"IPv4","ports":[{"name":"","protocol":"TCP","port":8080}],
                 "endpoints":[%2$s]}
                """
                        .formatted(name, endpoints));
    }

    private DaemonProcess daemon(String log, String... jvmFlags) throws Exception {
        return new DaemonProcess(namespace, server.url(), folder.resolve(log), jvmFlags);
    }

    private String rules() {
        return nft.run("list", "ruleset");
    }

    private void awaitRules(DaemonProcess daemon, Predicate<String> expected) throws Exception {
        await(daemon, () -> expected.test(rules()));
    }

    private static void await(DaemonProcess daemon, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(daemon::log).isLessThan(deadline);
            assertThat(daemon.isAlive()).as(daemon::log).isTrue();
            Thread.sleep(20);
        }
    }

    private static Predicate<String> serves(String address) {
        return rules -> rules.contains(address + " . tcp . 80");
    }

    @Test
    void aStoppedProcessCatchesUp() throws Exception {
        try (DaemonProcess daemon = daemon("log")) {
            awaitRules(daemon, serves("10.96.0.1"));
            daemon.pause();
            put("b", "10.96.0.2");
            server.delete(ApiResource.SERVICES, "ns", "a");
            // More notifications than the sockets of the process hold.
            StringBuilder changes = new StringBuilder("add chain inet kube-proxy theirs\n");
            for (int i = 0; i < 20_000; i++) {
                changes.append("add rule inet kube-proxy theirs drop\n");
            }
            nft.load(changes.toString());
            nft.run("flush", "chain", "inet", "kube-proxy", "services");

            daemon.resume();

            awaitRules(daemon, serves("10.96.0.2").and(serves("10.96.0.1").negate()));
            awaitRules(daemon, rules -> !rules.contains("theirs"));
            put("c", "10.96.0.3");
            awaitRules(daemon, serves("10.96.0.3"));
        }
    }

    @Test
    void twoProcessesServeTheSameCluster() throws Exception {
        try (DaemonProcess first = daemon("first")) {
            awaitRules(first, serves("10.96.0.1"));
            try (DaemonProcess second = daemon("second")) {
                await(second, () -> second.log().contains("Synced all"));
                assertThat(second.log()).contains("Cannot serve healthz on 0.0.0.0:10256");
                for (int i = 2; i < 20; i++) {
                    put("svc-" + i, "10.96.0." + i);
                    awaitRules(second, serves("10.96.0." + i));
                    assertThat(rules()).matches(serves("10.96.0.1"));
                }
                assertThat(first.isAlive()).isTrue();
            }
            put("c", "10.96.1.1");
            awaitRules(first, serves("10.96.1.1").and(serves("10.96.0.19")));
        }
    }

    @Test
    void aProcessWithoutMemoryEndsAndTheRulesStay() throws Exception {
        try (DaemonProcess daemon = daemon("log", "-Xmx24m")) {
            awaitRules(daemon, serves("10.96.0.1"));

            for (int i = 0; i < 2000 && daemon.isAlive(); i++) {
                putEndpoints("big-" + i, 500);
            }

            assertThat(daemon.status()).as(daemon::log).isEqualTo(1);
            assertThat(daemon.log().lines().filter(line -> line.contains("ended unexpectedly")))
                    .hasSize(1);
            assertThat(rules()).matches(serves("10.96.0.1"));
        }
    }

    @Test
    void aFullDiskForTheLogChangesNothing() throws Exception {
        Path full = folder.resolve("full");
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        try (DaemonProcess daemon = daemon("full")) {
            for (int i = 1; i < 10; i++) {
                put("svc-" + i, "10.96.0." + i);
                nft.run("flush", "ruleset");
                awaitRules(daemon, serves("10.96.0." + i));
            }
        }
    }
}
