package io.nftproxy.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.InstalledProgram;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of the image, and its start with the least privileges that a Pod can have. */
class ImageKernelIT {
    private static final int SERVICES = 100;
    private static final long MEGABYTE = 1_000_000;
    private static final long BYTES_MAX = 101 * MEGABYTE;

    /** Right after the first sync, before the heap is collected. */
    private static final int ANONYMOUS_KB_MAX = 54_000;

    private static final int THREADS_MAX = 31;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Classes of the embedded API server, of Jackson's data binding, of JMX and of JFR. */
    private static final String NOT_FOR_A_START =
            "io\\.nftproxy\\.tools\\.apiserver"
                    + "|com\\.fasterxml\\.jackson\\.databind|java\\.lang\\.management|jdk\\.jfr\\.[a-z]";

    /** CAP_NET_ADMIN of linux/capability.h, as a bit. */
    private static final long NET_ADMIN = 1L << 12;

    private static RootFileSystem image;
    private static NetworkNamespace namespace;

    @TempDir private Path config;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        namespace = KernelTests.freshNamespace();
        InstalledProgram.of("capsh", "libcap2-bin");
        image = RootFileSystem.make();
    }

    @AfterAll
    static void close() {
        namespace.close();
    }

    @Test
    void hasNoProgramButNftproxyAndItsRuntime() throws IOException {
        assertThat(image.programs())
                .containsExactly(
                        "opt/nftproxy/bin/nftproxy", "opt/nftproxy/lib/runtime/lib/jspawnhelper");
    }

    @Test
    void isSmall() throws IOException {
        Map<String, Long> sizes = image.sizes();
        long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
        sizes.forEach(
                (part, size) ->
                        System.out.printf(
                                Locale.ROOT,
                                "image: %5.1f MB %s%n",
                                (double) size / MEGABYTE,
                                part));
        System.out.printf(Locale.ROOT, "image: %5.1f MB in total%n", (double) bytes / MEGABYTE);
        assertThat(bytes).isLessThan(BYTES_MAX);
    }

    @Test
    void syncsWithOneCapabilityAndAReadOnlyRoot() throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter();
                EmbeddedApiServer api = cluster();
                NetlinkKernelTable kernel = NetlinkKernelTable.open(RenderSettings.TABLE);
                StartedImage proxy = start(api, "")) {
            Duration time = proxy.until("Synced all: services=100 ");
            assertThat(number(proxy.status("RssAnon"))).isLessThan(ANONYMOUS_KB_MAX);
            assertThat(kernel.read().elementsOf("service-ips4")).hasSize(SERVICES);
            assertThat(get(10256, "/healthz")).contains("200 OK").contains("\"healthy\":true");
            assertThat(get(10249, "/metrics")).contains("kubeproxy_sync_proxy_rules_duration");
            assertThat(proxy.log())
                    .contains("Cannot set sysctls in /proc/sys/net/netfilter")
                    .contains("nf_conntrack_tcp_timeout_established=86400");
            assertThat(proxy.status("Uid")).matches("65532(\\s65532){3}");
            assertThat(Long.parseLong(proxy.status("CapEff"), 16)).isEqualTo(NET_ADMIN);
            assertThat(Long.parseLong(proxy.status("CapBnd"), 16)).isZero();
            assertThat(proxy.status("NoNewPrivs")).isEqualTo("1");
            assertThat(proxy.maps()).contains("/nftproxy.aot").contains("/libjffi-");
            report("with the AOT cache", proxy, time);
            awaitThreads(proxy);
        }
    }

    @Test
    void startsWithoutTheAotCache() throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter();
                EmbeddedApiServer api = cluster();
                StartedImage proxy = start(api, "-XX:AOTMode=off")) {
            Duration time = proxy.until("Synced all: services=100 ");
            assertThat(proxy.maps()).doesNotContain("/nftproxy.aot");
            report("without", proxy, time);
        }
    }

    /** The JVM loads all classes of the AOT cache at start, so these must not be in it. */
    @Test
    void loadsOnlyClassesThatAStartNeeds() throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter();
                EmbeddedApiServer api = cluster();
                StartedImage proxy = start(api, "-Xlog:class+load:stdout")) {
            proxy.until("Synced all: services=100 ");
            assertThat(proxy.log().lines())
                    .filteredOn(line -> line.contains("source: "))
                    .hasSizeGreaterThan(1000)
                    .noneMatch(line -> line.matches(".*\\] (" + NOT_FOR_A_START + ").*"));
        }
    }

    /** Waits until the threads of the start have ended. */
    private static void awaitThreads(StartedImage proxy) throws Exception {
        long start = System.nanoTime();
        while (number(proxy.status("Threads")) > THREADS_MAX) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            Thread.sleep(100);
        }
    }

    private static int number(String status) {
        return Integer.parseInt(status.replaceAll("\\D", ""));
    }

    private static void report(String how, StartedImage proxy, Duration time) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "image: in sync with %d Services %d ms after its start %s, VmRSS %s%n",
                SERVICES,
                time.toMillis(),
                how,
                proxy.status("VmRSS"));
    }

    /** Starts the proxy with kubeadm's command line and configuration. */
    private StartedImage start(EmbeddedApiServer api, String flags) throws IOException {
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream kubeadm = getClass().getResourceAsStream("/config/kubeadm.yaml")) {
            Files.copy(Objects.requireNonNull(kubeadm), config.resolve("config.conf"));
        }
        Files.writeString(
                config.resolve("kubeconfig.conf"),
                """
                apiVersion: v1
                kind: Config
                clusters:
                - cluster: {server: "%s"}
                  name: default
                contexts:
                - context: {cluster: default, namespace: default, user: default}
                  name: default
                current-context: default
                users:
                - name: default
                  user: {}
                """
                        .formatted(api.url()));
        return new StartedImage(
                image,
                flags,
                config,
                "--config=/var/lib/kube-proxy/config.conf",
                "--hostname-override=node-1");
    }

    private static EmbeddedApiServer cluster() throws IOException {
        EmbeddedApiServer api = EmbeddedApiServer.start();
        api.put(
                ApiResource.NODES,
                """
                {"metadata": {"name": "node-1"},
                 "status": {"addresses": [{"type": "InternalIP", "address": "192.0.2.1"}]}}
                """);
        for (int i = 1; i <= SERVICES; i++) {
            api.put(
                    ApiResource.SERVICES,
                    """
                    {"metadata": {"namespace": "shop", "name": "web-%1$d"},
                     "spec": {"clusterIP": "10.96.0.%1$d", "clusterIPs": ["10.96.0.%1$d"],
                              "ports": [{"name": "http", "protocol": "TCP", "port": 80}]}}
                    """
                            .formatted(i));
            api.put(
                    ApiResource.ENDPOINT_SLICES,
                    """
                    {"metadata": {"namespace": "shop", "name": "web-%1$d-x7k2p",
                                  "labels": {"kubernetes.io/service-name": "web-%1$d"}},
                     "addressType": "IPv4",
                     "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                     "endpoints": [{"addresses": ["10.244.0.%1$d"], "nodeName": "node-2",
                                    "conditions": {"ready": true, "serving": true}}]}
                    """
                            .formatted(i));
        }
        return api;
    }

    /** Returns the status line, headers and body of a response. */
    private static String get(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            String request = "GET " + path + " HTTP/1.0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
