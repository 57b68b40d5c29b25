package io.nftproxy.serve.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.FeatureGates;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.serve.health.HealthStatus;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.RawHttp;
import io.nftproxy.serve.http.Routes;
import io.nftproxy.serve.metrics.MetricsPages;
import io.nftproxy.serve.metrics.ProxyMetrics;
import io.nftproxy.sync.InboxBacklog;
import io.nftproxy.testing.ChildJvm;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Probes and scrapes must not load some modules, because each takes megabytes. */
class LeanStartTest {
    private static final List<String> TOO_LARGE = List.of("java.lang.management.", "jdk.jfr.");

    /** The child JVM, which requests pages of its own server. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            ProxyMetrics metrics =
                    new ProxyMetrics(
                            new ProxyMetrics.Subject(
                                    "v0.1.0", FeatureGates.DEFAULT, Set.of(IpFamily.IPV4)),
                            () -> new InboxBacklog(0, 0, 0, 0, 0),
                            () -> Instant.EPOCH,
                            () -> 0);
            metrics.probes()
                    .livez(
                            200,
                            new HealthStatus(true, true, Instant.EPOCH, Instant.EPOCH, Set.of()));
            try (HttpPorts ports = new HttpPorts("http-ports")) {
                Routes routes = MetricsPages.of(metrics);
                ProfilingPages.addTo(routes, verbosity -> {});
                InetSocketAddress at = RawHttp.serve(ports, routes);
                for (String path : args) {
                    System.out.println(RawHttp.get(at, path).status());
                }
            }
        }
    }

    private static List<String> loadedFor(String path) throws Exception {
        String output =
                ChildJvm.output(
                        ChildJvm.command(
                                Child.class,
                                List.of("-Xlog:class+load:stdout", "-XX:TieredStopAtLevel=1"),
                                path));
        assertThat(output.lines()).contains("200");
        return output.lines()
                .filter(line -> TOO_LARGE.stream().anyMatch(name -> line.contains("] " + name)))
                .toList();
    }

    @Test
    void scrapeLoadsNeitherManagementNorFlightRecorder() throws Exception {
        assertThat(loadedFor("/metrics")).isEmpty();
    }

    @Test
    void modulesAreFoundWhenTheyAreUsed() throws Exception {
        assertThat(loadedFor("/debug/pprof/heap"))
                .anyMatch(line -> line.contains("java.lang.management."));
    }
}
