package io.nftproxy.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.health.HealthStatus;
import io.nftproxy.http.HttpPorts;
import io.nftproxy.http.RawHttp;
import io.nftproxy.http.Routes;
import io.nftproxy.inbox.ChangeInbox.Backlog;
import io.nftproxy.metrics.BuildVersion;
import io.nftproxy.metrics.MetricsPages;
import io.nftproxy.metrics.ProxyMetrics;
import io.nftproxy.model.IpFamily;
import io.nftproxy.testing.ChildJvm;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What probes and scrapes must not load: each takes megabytes that never come back. */
class LeanStartTest {
    private static final List<String> TOO_LARGE = List.of("java.lang.management.", "jdk.jfr.");

    /** Runs in a JVM of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            ProxyMetrics metrics =
                    new ProxyMetrics(
                            new ProxyMetrics.Subject(
                                    new BuildVersion("v0.1.0", "", "", ""),
                                    List.of(),
                                    Set.of(IpFamily.IPV4),
                                    true),
                            () -> new Backlog(0, 0, 0, 0, 0),
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
    void aScrapeLoadsNoManagementAndNoFlightRecorder() throws Exception {
        assertThat(loadedFor("/metrics")).isEmpty();
    }

    @Test
    void theSameCheckSeesThemWhenTheyAreUsed() throws Exception {
        assertThat(loadedFor("/debug/pprof/heap"))
                .anyMatch(line -> line.contains("java.lang.management."));
    }
}
