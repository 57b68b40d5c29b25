package io.nftproxy.api.events;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiResponse;
import io.nftproxy.api.events.EventJson.Occurrence;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recorder that posts Events in the background.
 *
 * <p>Events are best effort: queue, rate and retries are bounded, and a lost Event is logged at
 * debug level.
 */
public final class EventRecorder implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private static final int QUEUE_MAX = 200;

    /** The size of a burst; after it one Event is posted each second. */
    private static final int BURST = 25;

    private static final Duration SERIES_CHECK = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration POST_TIMEOUT = Duration.ofSeconds(10);

    /** As in client-go: enough for an API server that is away for two minutes. */
    private static final int TRIES = 12;

    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    /** The status if another node posted the Event before, or an answer was lost. */
    private static final int ALREADY_EXISTS = 409;

    /** The end of the queue: no real Event is about a node without a name. */
    private static final ClusterEvent END =
            ClusterEvent.ofNode("", ClusterEvent.Type.NORMAL, "", "", "");

    private final ApiClient api;
    private final EventJson json;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private final BlockingQueue<ClusterEvent> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final EventSeries series = new EventSeries();
    private boolean isModern = true;
    private double allowance = BURST;
    private long allowanceNanos;
    private boolean isStarted;
    private @Nullable Thread thread;

    /**
     * Creates a recorder; {@link #start} starts it.
     *
     * @param nodeName distinguishes this instance
     * @param clock the wall clock, for the times in Events alone
     */
    public EventRecorder(ApiClient api, String nodeName, Clock clock) {
        this(api, nodeName, clock, System::nanoTime, Duration.ofSeconds(1));
    }

    EventRecorder(
            ApiClient api,
            String nodeName,
            Clock clock,
            LongSupplier nanoTime,
            Duration firstPause) {
        this.api = api;
        this.json = new EventJson(EventJson.CONTROLLER + "-" + nodeName);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.backoff = new Backoff(firstPause, PAUSE_MAX);
        this.allowanceNanos = nanoTime.getAsLong();
    }

    public synchronized void start() {
        isStarted = true;
        runIfQueued();
    }

    private void runIfQueued() {
        if (isStarted && thread == null && !queue.isEmpty()) {
            thread = Thread.ofPlatform().daemon().name("events").start(this::run);
        }
    }

    @Override
    public void post(ClusterEvent event) {
        if (!queue.offer(event)) {
            LOG.debug("Event dropped: {}: too many Events", event);
        }
        synchronized (this) {
            runIfQueued();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = series.isRepeating() ? SERIES_CHECK : IDLE;
                ClusterEvent event = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
                if (END.equals(event) || event == null && ended()) {
                    return;
                }
                try {
                    postNow(event);
                } catch (RuntimeException e) {
                    LOG.error("Cannot post an Event: {}", event, e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread if it has nothing to wait for. */
    private synchronized boolean ended() {
        boolean isIdle = queue.isEmpty() && !series.isRepeating();
        if (isIdle) {
            thread = null;
        }
        return isIdle;
    }

    private void postNow(@Nullable ClusterEvent event) throws InterruptedException {
        if (event != null) {
            postAll(series.add(event, clock.instant(), nanoTime.getAsLong()));
        }
        postAll(series.end(nanoTime.getAsLong()));
    }

    private void postAll(Iterable<Occurrence> occurrences) throws InterruptedException {
        for (Occurrence occurrence : occurrences) {
            if (isAllowed()) {
                deliver(occurrence);
            } else {
                LOG.debug("Event dropped: {}: too many Events", occurrence.event());
            }
        }
    }

    private boolean isAllowed() {
        long now = nanoTime.getAsLong();
        allowance = Math.min(BURST, allowance + (now - allowanceNanos) / 1e9);
        allowanceNanos = now;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }

    private void deliver(Occurrence occurrence) throws InterruptedException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                int status = send(occurrence);
                if (status < 500 && status != 429 && status != 401) {
                    return;
                }
            } catch (IOException e) {
                LOG.debug("Cannot post {}: {}", occurrence.event(), e.toString());
            }
            Thread.sleep(backoff.after(attempt, RandomGenerator.getDefault()));
        }
    }

    private int send(Occurrence occurrence) throws IOException {
        String namespace = EventJson.namespace(occurrence.event());
        String path =
                (isModern ? "/apis/events.k8s.io/v1" : "/api/v1")
                        + "/namespaces/"
                        + URLEncoder.encode(namespace, StandardCharsets.UTF_8)
                        + "/events";
        byte[] body = isModern ? json.modern(occurrence) : json.core(occurrence);
        try (ApiResponse response = api.post(path, body, POST_TIMEOUT)) {
            if (response.status() == 404 && isModern) {
                isModern = false;
                return send(occurrence);
            }
            if (response.isSuccess() || response.status() == ALREADY_EXISTS) {
                response.skip();
            } else {
                LOG.debug("Event rejected: {}: {}", occurrence, response.failure().reason());
            }
            return response.status();
        }
    }

    /** Posts the queued Events and stops. Drops those that are left when the time is over. */
    public void finish(Duration atMost) throws InterruptedException {
        Thread posting;
        synchronized (this) {
            posting = thread;
        }
        if (posting != null && queue.offer(END)) {
            posting.join(atMost);
        }
        close();
    }

    /** Stops at once and drops the queued Events. */
    @Override
    public synchronized void close() {
        isStarted = false;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
