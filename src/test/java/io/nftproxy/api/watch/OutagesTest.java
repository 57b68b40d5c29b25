package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.ApiFailure.Kind;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.testing.LogLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The log lines of outages. */
class OutagesTest {
    @AutoClose private final LogLines lines = new LogLines(Outages.class);
    private final AtomicLong clock = new AtomicLong();
    private final RecordingListener listener = new RecordingListener();
    private final Outages outages = new Outages(listener, clock::get);

    private void fail(Source source, Kind cause, String words) {
        String request = "watch " + WatchedKind.plural(source);
        outages.failed(source, request, new ApiFailure(cause, words), "listing again");
    }

    @Test
    void aConnectionOutageIsLoggedAtItsStartAndItsEnd() {
        for (Source source : Source.values()) {
            fail(source, Kind.UNREACHABLE, "a:443 closed the connection without an answer");
            fail(source, Kind.REFUSED, "cannot connect to a:443: connection refused");
            fail(source, Kind.UNREACHABLE, "connection to a:443 failed: Connection reset");
        }
        clock.addAndGet(Duration.ofSeconds(62).toNanos());
        for (Source source : Source.values()) {
            outages.over(source);
        }

        assertThat(lines.take())
                .containsExactly(
                        "[WARN] Cannot reach the API server: a:443 closed the connection without"
                                + " an answer; keeping the rules, retrying with backoff",
                        "[INFO] Watch recovered: Services, EndpointSlices, Nodes, ServiceCIDRs:"
                                + " failures=12 seconds=62");
        assertThat(listener.failing).hasSize(4);
        assertThat(listener.recovered).containsExactly(Source.values());
    }

    @Test
    void eachRejectedKindIsLogged() {
        fail(Source.SERVICES, Kind.SERVER_ERROR, "500: a");
        fail(Source.SERVICES, Kind.SERVER_ERROR, "503: b");
        fail(Source.SERVICES, Kind.THROTTLED, "429: c");
        fail(Source.NODE, Kind.NOT_AVAILABLE, "403: d");
        outages.over(Source.SERVICES);
        outages.over(Source.NODE);

        assertThat(lines.take())
                .containsExactly(
                        "[WARN] Cannot watch Services: 500: a; listing again",
                        "[WARN] Cannot watch Nodes: 403: d; listing again",
                        "[INFO] Watch recovered: Services: failures=3 seconds=0",
                        "[INFO] Watch recovered: Nodes: failures=1 seconds=0");
    }

    @Test
    void aKindThatStaysRejectedDoesNotHideTheRecoveryOfOthers() {
        fail(Source.SERVICE_CIDRS, Kind.NOT_AVAILABLE, "403: d");
        fail(Source.SERVICES, Kind.REFUSED, "refused");
        outages.over(Source.SERVICES);

        assertThat(lines.take())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("[INFO] Watch recovered: Services");
    }

    @Test
    void theNextOutageIsLoggedAgain() {
        for (int i = 0; i < 2; i++) {
            fail(Source.SERVICES, Kind.REFUSED, "refused");
            fail(Source.SERVICES, Kind.MALFORMED, "not JSON");
            outages.over(Source.SERVICES);
        }
        assertThat(lines.take()).hasSize(6);
    }

    @Test
    void onlyAnOutageIsLoggedAsRecovered() {
        outages.over(Source.SERVICES);
        fail(Source.SERVICE_CIDRS, Kind.REFUSED, "refused");
        outages.forget(Source.SERVICE_CIDRS);

        assertThat(lines.take()).hasSize(1);
    }
}
