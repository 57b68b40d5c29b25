package io.nftproxy.serve.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.RawHttp;
import io.nftproxy.sync.SyncReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health of the proxy, and the answers of /healthz and /livez. */
class ProxyHealthTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** Near the end of the range, so that the clock overflows during a test. */
    private static final long START_NANOS = Long.MAX_VALUE - 1_000_000_000L;

    private long nanos = START_NANOS;
    private OptionalLong waiting = OptionalLong.empty();
    private final ProxyHealth health =
            new ProxyHealth(
                    Set.of(IpFamily.IPV4, IpFamily.IPV6),
                    Duration.ofSeconds(30),
                    () -> nanos,
                    this::now,
                    () -> waiting);

    private Instant now() {
        return START.plusNanos(nanos - START_NANOS);
    }

    /** Runs steps; the last kind is a duration, {@code 60S}. */
    private void play(String steps) {
        for (String step : steps.strip().split(" ")) {
            switch (step) {
                case "queued" -> waiting = waiting.isPresent() ? waiting : OptionalLong.of(nanos);
                case "start" -> {
                    health.syncStarted(waiting.orElse(nanos));
                    waiting = OptionalLong.empty();
                }
                case "taken" -> waiting = OptionalLong.empty();
                case "ok" -> health.synced(report(null));
                case "failed" -> health.synced(report("errno 1"));
                default -> nanos += Duration.parse("PT" + step).toNanos();
            }
        }
    }

    private static SyncReport report(@Nullable String failure) {
        return new SyncReport(
                true, 1, 0, CommitReport.NOTHING, failure, Map.of(), false, Map.of(), Map.of());
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    start-up, nothing came yet        | 24H                                       | true
                    just queued                       | queued                                    | true
                    queued for almost twice 30 s      | queued 59.999S                            | true
                    queued for twice 30 s             | queued 60S                                | false
                    first sync hangs                  | queued start 60S                          | false
                    first sync fails, then time       | queued start 1S failed 59S                | false
                    fails, then succeeds              | queued start failed 61S start ok          | true
                    fails again, young change queued  | queued start failed 59S queued start 1S   | false
                    done                              | queued start ok 24H                       | true
                    API server away after success     | start ok 24H                              | true
                    came during a sync, sync done     | queued start 1S queued 1S ok 58S          | true
                    came during a sync, never taken   | queued start 1S queued 1S ok 59S          | false
                    hourly sync without change hangs  | start ok 1H start 60S                     | false
                    hourly sync without change fails  | start ok 1H start failed 60S              | false
                    hourly sync without change works  | start ok 1H start 1S ok 24H               | true
                    an exception before each sync     | queued taken failed 59S failed 1S         | false
                    an exception before one sync      | queued taken failed 61S start ok          | true
                    """)
    void healthyUntilAChangeIsPendingForTooLong(String name, String steps, boolean healthy) {
        play(steps);

        assertThat(health.isHealthy()).as(name).isEqualTo(healthy);
    }

    @ParameterizedTest(name = "{0}, node {1} -> /healthz {2}, /livez {3}")
    @CsvSource({
        "start ok,     eligible,     200, 200",
        "start ok,     not eligible, 503, 200",
        "start ok,     deleted,      503, 200",
        "start ok,     never seen,   503, 200",
        "start ok start 60S, eligible,     503, 503",
        "start ok start 60S, not eligible, 503, 503",
    })
    void statusCodes(String steps, String node, int healthz, int livez) throws Exception {
        play(steps);
        switch (node) {
            case "eligible" -> health.nodeChanged(node(true));
            case "not eligible" -> health.nodeChanged(node(false));
            case "deleted" -> {
                health.nodeChanged(node(true));
                health.nodeChanged(null);
            }
            default -> {}
        }
        List<String> counted = new ArrayList<>();

        try (HttpPorts ports = new HttpPorts("health-test")) {
            InetSocketAddress at =
                    RawHttp.serve(ports, ProxyHealthPages.of(health, counter(counted)));

            assertThat(RawHttp.get(at, "/healthz").status()).isEqualTo(healthz);
            assertThat(RawHttp.get(at, "/livez").status()).isEqualTo(livez);
            assertThat(RawHttp.send(at, "POST", "/healthz", "").status()).isEqualTo(healthz);
            assertThat(RawHttp.get(at, "/").status()).isEqualTo(404);
        }
        assertThat(counted)
                .containsExactly("healthz " + healthz, "livez " + livez, "healthz " + healthz);
    }

    private static Node node(boolean eligible) {
        return new Node("node", "uid", Map.of(), List.of(), List.of(), eligible);
    }

    private static ProxyHealthPages.ProbeCounter counter(List<String> counted) {
        return new ProxyHealthPages.ProbeCounter() {
            @Override
            public void healthz(int statusCode, HealthStatus status) {
                counted.add("healthz " + statusCode);
            }

            @Override
            public void livez(int statusCode, HealthStatus status) {
                counted.add("livez " + statusCode);
            }
        };
    }

    @Test
    void lastUpdatedIsNowIfHealthyElseTheLastSuccess() throws Exception {
        health.nodeChanged(node(true));
        play("start ok 5S");
        try (HttpPorts ports = new HttpPorts("health-test")) {
            InetSocketAddress at =
                    RawHttp.serve(ports, ProxyHealthPages.of(health, counter(new ArrayList<>())));

            RawHttp.Answer good = RawHttp.get(at, "/healthz");
            play("start 60S");
            RawHttp.Answer bad = RawHttp.get(at, "/livez");

            assertThat(good.header("Content-Type")).isEqualTo("application/json");
            assertThat(good.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(good.body())
                    .isEqualTo(
                            "{\"lastUpdated\":\"2026-11-22T10:00:05Z\","
                                    + "\"currentTime\":\"2026-11-22T10:00:05Z\","
                                    + "\"nodeEligible\":true,\"healthy\":true,\"status\":{"
                                    + "\"IPv4\":{\"lastUpdated\":\"2026-11-22T10:00:00Z\","
                                    + "\"healthy\":true},"
                                    + "\"IPv6\":{\"lastUpdated\":\"2026-11-22T10:00:00Z\","
                                    + "\"healthy\":true}}}");
            assertThat(bad.body())
                    .startsWith(
                            "{\"lastUpdated\":\"2026-11-22T10:00:00Z\","
                                    + "\"currentTime\":\"2026-11-22T10:01:05Z\",\"healthy\":false,")
                    .contains(
                            "\"IPv6\":{\"lastUpdated\":\"2026-11-22T10:00:00Z\",\"healthy\":false}");
        }
    }

    @Test
    void lastUpdatedIsZeroBeforeTheFirstSuccess() {
        play("start 60S");

        assertThat(health.status().livezJson())
                .startsWith("{\"lastUpdated\":\"0001-01-01T00:00:00Z\"");
    }
}
