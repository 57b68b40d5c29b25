package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.ApiFailure.Kind;
import io.nftproxy.sync.ChangeInbox.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log lines of outages. */
class OutagesTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outages.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong clock = new AtomicLong();
    private final RecordingListener listener = new RecordingListener();
    private final Outages outages = new Outages(listener, clock::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    private List<String> log() {
        return lines.list.stream().map(ILoggingEvent::toString).toList();
    }

    private void fails(Source source, Kind cause, String words) {
        String request = "watch " + WatchedKind.plural(source);
        outages.failed(source, request, new ApiFailure(cause, words), "listing again");
    }

    @Test
    void aConnectionOutageGetsOneLineAtItsStartAndOneAtItsEnd() {
        for (Source source : Source.values()) {
            fails(source, Kind.UNREACHABLE, "a:443 closed the connection without an answer");
            fails(source, Kind.REFUSED, "cannot connect to a:443: connection refused");
            fails(source, Kind.UNREACHABLE, "connection to a:443 failed: Connection reset");
        }
        clock.addAndGet(Duration.ofSeconds(62).toNanos());
        for (Source source : Source.values()) {
            outages.over(source);
        }

        assertThat(log())
                .containsExactly(
                        "[WARN] Cannot reach the API server: a:443 closed the connection without"
                                + " an answer; keeping the rules, retrying with backoff",
                        "[INFO] Watch recovered: Services, EndpointSlices, Nodes, ServiceCIDRs:"
                                + " failures=12 seconds=62");
        assertThat(listener.failing).hasSize(4);
        assertThat(listener.recovered).containsExactly(Source.values());
    }

    @Test
    void eachRejectedKindGetsItsOwnLines() {
        fails(Source.SERVICES, Kind.SERVER_ERROR, "500: a");
        fails(Source.SERVICES, Kind.SERVER_ERROR, "503: b");
        fails(Source.SERVICES, Kind.THROTTLED, "429: c");
        fails(Source.NODE, Kind.NOT_AVAILABLE, "403: d");
        outages.over(Source.SERVICES);
        outages.over(Source.NODE);

        assertThat(log())
                .containsExactly(
                        "[WARN] Cannot watch Services: 500: a; listing again",
                        "[WARN] Cannot watch Nodes: 403: d; listing again",
                        "[INFO] Watch recovered: Services: failures=3 seconds=0",
                        "[INFO] Watch recovered: Nodes: failures=1 seconds=0");
    }

    @Test
    void aKindThatStaysRejectedDoesNotHideTheRecoveryOfOthers() {
        fails(Source.SERVICE_CIDRS, Kind.NOT_AVAILABLE, "403: d");
        fails(Source.SERVICES, Kind.REFUSED, "refused");
        outages.over(Source.SERVICES);

        assertThat(log())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("[INFO] Watch recovered: Services");
    }

    @Test
    void theNextOutageIsLoggedAgain() {
        for (int i = 0; i < 2; i++) {
            fails(Source.SERVICES, Kind.REFUSED, "refused");
            fails(Source.SERVICES, Kind.MALFORMED, "not JSON");
            outages.over(Source.SERVICES);
        }
        assertThat(log()).hasSize(6);
    }

    @Test
    void aSourceWithoutAnOutageIsNotLoggedAsRecovered() {
        outages.over(Source.SERVICES);
        fails(Source.SERVICE_CIDRS, Kind.REFUSED, "refused");
        outages.forget(Source.SERVICE_CIDRS);

        assertThat(log()).hasSize(1);
    }
}
