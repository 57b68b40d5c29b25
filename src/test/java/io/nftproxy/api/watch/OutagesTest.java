package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nftproxy.api.Trouble;
import io.nftproxy.api.Trouble.Cause;
import io.nftproxy.sync.ChangeInbox.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of an outage. */
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

    private void fails(Source source, Cause cause, String words) {
        String request = "watch " + WatchedKind.plural(source);
        outages.failed(source, request, new Trouble(cause, words), "listing again");
    }

    @Test
    void anApiServerThatGoesAndComesIsOneLineEach() {
        for (Source source : Source.values()) {
            fails(source, Cause.UNREACHABLE, "a:443 closed the connection without an answer");
            fails(source, Cause.REFUSED, "cannot connect to a:443: connection refused");
            fails(source, Cause.UNREACHABLE, "connection to a:443 failed: Connection reset");
        }
        clock.addAndGet(Duration.ofSeconds(62).toNanos());
        for (Source source : Source.values()) {
            outages.over(source);
        }

        assertThat(log())
                .containsExactly(
                        "[WARN] Cannot reach the API server: a:443 closed the connection without"
                                + " an answer; rules stay, retrying",
                        "[INFO] Services, EndpointSlices, Nodes, ServiceCIDRs: read again after 12"
                                + " failed attempts in 62s");
        assertThat(listener.failing).hasSize(4);
        assertThat(listener.recovered).containsExactly(Source.values());
    }

    @Test
    void eachKindThatIsRefusedHasALineOfItsOwn() {
        fails(Source.SERVICES, Cause.SERVER_ERROR, "500: a");
        fails(Source.SERVICES, Cause.SERVER_ERROR, "503: b");
        fails(Source.SERVICES, Cause.TOO_MANY, "429: c");
        fails(Source.NODE, Cause.NOT_SHOWN, "403: d");
        outages.over(Source.SERVICES);
        outages.over(Source.NODE);

        assertThat(log())
                .containsExactly(
                        "[WARN] Cannot watch Services: 500: a; listing again",
                        "[WARN] Cannot watch Nodes: 403: d; listing again",
                        "[INFO] Services: read again after 3 failed attempts in 0s",
                        "[INFO] Nodes: read again after 1 failed attempts in 0s");
    }

    @Test
    void aKindThatStaysRefusedDoesNotHideThatOthersAreBack() {
        fails(Source.SERVICE_CIDRS, Cause.NOT_SHOWN, "403: d");
        fails(Source.SERVICES, Cause.REFUSED, "refused");
        outages.over(Source.SERVICES);

        assertThat(log()).hasSize(3).last().asString().startsWith("[INFO] Services: read again");
    }

    @Test
    void theNextOutageIsToldAgain() {
        for (int i = 0; i < 2; i++) {
            fails(Source.SERVICES, Cause.REFUSED, "refused");
            fails(Source.SERVICES, Cause.GARBAGE, "not JSON");
            outages.over(Source.SERVICES);
        }
        assertThat(log()).hasSize(6);
    }

    @Test
    void whatWasNeverFailingIsNotToldToBeBack() {
        outages.over(Source.SERVICES);
        fails(Source.SERVICE_CIDRS, Cause.REFUSED, "refused");
        outages.forget(Source.SERVICE_CIDRS);

        assertThat(log()).hasSize(1);
    }
}
