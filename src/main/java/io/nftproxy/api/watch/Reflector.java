package io.nftproxy.api.watch;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.ApiResponse;
import io.nftproxy.api.Trouble;
import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.core.pacing.Backoff;
import io.nftproxy.sync.ChangeInbox;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the inbox as the API server is, for one kind of objects: a list, then a watch from the
 * list's version on, resumed from the last event's version when it ends.
 *
 * <p>A watch that failed is followed by a list, as in client-go: only where nothing listens (or
 * 429) is the same version asked for again, for anything else may be about that version. So
 * whatever is wrong with watches, the node is as far behind as the pause between two lists.
 *
 * <p>There is no periodic list, and nothing for kube-proxy's {@code configSyncPeriod} to do: a
 * watch that is alive misses nothing, and one that is not is noticed by its silence.
 */
final class Reflector<T> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);

    /** A watch that ends sooner, without an event, has failed. */
    private static final Duration WATCH_GOOD = Duration.ofSeconds(1);

    private final WatchedKind<T> kind;
    private final KindPaths paths;
    private final ApiClient api;
    private final ChangeInbox inbox;
    private final WatchListener listener;
    private final WatchTiming timing;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Backoff backoff;
    private final Outages outages;
    private final KnownObjects<T> objects;

    // Where the next watch goes on; empty if a list is needed first.
    private String version = "";
    private int failures;
    private boolean hasListed;
    private boolean isPagingTooSlow;
    private boolean isAbsent;
    // Whether a watch has gone well since the last list.
    private boolean hasWatched;
    // Whether data has arrived since the last failure, and when the last did.
    private boolean hasHeard;
    private long heardNanos;

    Reflector(
            WatchedKind<T> kind,
            ApiClient api,
            ChangeInbox inbox,
            WatchListener listener,
            Outages outages,
            WatchTiming timing) {
        this.kind = kind;
        this.paths = new KindPaths(kind);
        this.api = api;
        this.inbox = inbox;
        this.listener = listener;
        this.outages = outages;
        this.timing = timing;
        this.backoff = new Backoff(timing.backoffFirst(), timing.backoffMax());
        this.objects = new KnownObjects<>(kind.target());
    }

    /** Runs until its thread is interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(guardedStep());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration guardedStep() {
        try {
            return step();
        } catch (RuntimeException e) {
            LOG.error(
                    "The watch of {}s failed unexpectedly, listing again",
                    kind.decoder().kind(),
                    e);
            version = "";
            return backoff.after(++failures, random);
        }
    }

    /** A list or a watch; how long to wait before the next. */
    private Duration step() {
        boolean isWatch = !version.isEmpty();
        try {
            return isWatch ? watch() : list();
        } catch (IOException e) {
            return afterFailure(Trouble.of(e), isWatch);
        }
    }

    private Duration list() throws IOException {
        objects.startList();
        ListReader.Page page = readPage(firstPage());
        while (!page.continueToken().isEmpty()) {
            page = readPage(paths.nextPage(page.continueToken()));
        }
        objects.finishList();
        version = page.version();
        hasListed = true;
        hasWatched = false;
        isPagingTooSlow = false;
        heard();
        appeared();
        inbox.synced(kind.source());
        listener.listed(kind.source());
        LOG.debug("Listed {} {}s at version {}", objects.size(), kind.decoder().kind(), version);
        return Duration.ZERO;
    }

    private String firstPage() {
        if (isPagingTooSlow) {
            return paths.unpagedList();
        }
        return hasListed ? paths.newestList() : paths.firstList();
    }

    private ListReader.Page readPage(String path) throws IOException {
        try (ApiResponse response =
                api.get("LIST", path, timing.readTimeout(), timing.readTimeout())) {
            if (!response.isSuccess()) {
                throw response.failure();
            }
            ListReader.Page page = new ListReader<>(kind.decoder(), objects).read(response.body());
            response.skip();
            return page;
        }
    }

    private Duration watch() throws IOException {
        long timeoutSeconds =
                random.nextLong(timing.watchMin().toSeconds(), timing.watchMax().toSeconds() + 1);
        String path = paths.watch(version, timeoutSeconds);
        try (ApiResponse response =
                api.get("WATCH", path, timing.answerTimeout(), timing.idleTimeout())) {
            if (!response.isSuccess()) {
                throw response.failure();
            }
            return follow(response);
        }
    }

    /** Reads a watch until it ends, as each does sooner or later, or is cut off. */
    private Duration follow(ApiResponse response) throws IOException {
        long start = System.nanoTime();
        WatchStream<T> stream = new WatchStream<>(kind.decoder(), objects, version, this::event);
        String end = "ended";
        try {
            if (response.isQuietFor(WATCH_GOOD)) {
                goesWell();
            }
            stream.read(response.body());
        } catch (ApiFailure | Trouble e) {
            throw e;
        } catch (IOException e) {
            if (JsonCursor.syntaxError(e) != null && !JsonCursor.isCutOff(e)) {
                throw e;
            }
            end = "was cut off (" + Trouble.shown(e) + ")";
        } finally {
            version = stream.version();
            listener.watchEnded(kind.source());
        }
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        LOG.debug("The watch of {}s {} after {}", kind.decoder().kind(), end, lasted);
        boolean isShort = lasted.compareTo(WATCH_GOOD) < 0;
        if (stream.events() == 0) {
            checkProgress(isShort, end + " after " + lasted.toMillis() + "ms without an event");
        }
        // It may be one of many that all end like this.
        return isShort ? timing.backoffFirst() : Duration.ZERO;
    }

    private void checkProgress(boolean isShort, String what) throws Trouble {
        long silent = System.nanoTime() - heardNanos;
        if (isShort) {
            throw new Trouble(Trouble.Cause.NO_PROGRESS, "the watch " + what);
        }
        if (silent >= timing.idleTimeout().toNanos()) {
            String words = "no event and no bookmark for " + silent / 1_000_000_000 + "s";
            throw new Trouble(Trouble.Cause.NO_PROGRESS, words);
        }
    }

    private void event() {
        heard();
        goesWell();
    }

    private void heard() {
        hasHeard = true;
        heardNanos = System.nanoTime();
        listener.heard(kind.source());
    }

    /** A watch brings events, or is open and waits for them. */
    private void goesWell() {
        hasWatched = true;
        failures = 0;
        if (hasHeard) {
            outages.over(kind.source());
        }
    }

    private Duration afterFailure(Trouble trouble, boolean wasWatch) {
        if (Thread.currentThread().isInterrupted()) {
            return Duration.ZERO;
        }
        if (isMissing(trouble)) {
            return treatAsAbsent(trouble);
        }
        if (trouble.why() == Trouble.Cause.GARBAGE) {
            listener.unreadable(
                    new ReadProblem(kind.decoder().kind(), "", "", "", trouble.words()));
        }
        if (wasWatch && !trouble.why().keepsVersion()) {
            version = "";
            listener.relisting(kind.source());
        }
        if (trouble.why() == Trouble.Cause.TOO_OLD && isFirstTooOld(wasWatch)) {
            LOG.debug("Listing {}s again: {}", kind.decoder().kind(), trouble.words());
            return Duration.ZERO;
        }
        hasHeard = false;
        listener.failed(kind.source());
        outages.failed(
                kind.source(),
                (wasWatch ? "watch " : "list ") + WatchedKind.plural(kind.source()),
                trouble,
                version.isEmpty() ? "listing again" : "retrying");
        Duration wait = backoff.after(++failures, random);
        return trouble.retryAfter().compareTo(wait) > 0 ? trouble.retryAfter() : wait;
    }

    /** Old versions are usual, and a list is the answer; but not one list after the other. */
    private boolean isFirstTooOld(boolean wasWatch) {
        boolean isFirst = wasWatch ? hasWatched : !isPagingTooSlow;
        isPagingTooSlow |= !wasWatch;
        return isFirst;
    }

    /** What was read once is there, whatever the API server says of it while it starts. */
    private boolean isMissing(Trouble trouble) {
        return kind.isOptional() && !hasListed && trouble.why() == Trouble.Cause.NOT_SHOWN;
    }

    private Duration treatAsAbsent(Trouble trouble) {
        if (!isAbsent) {
            LOG.info(
                    "{} not available: {}; doing without, asking again every {}s",
                    WatchedKind.plural(kind.source()),
                    trouble.words(),
                    timing.absentRetry().toSeconds());
        }
        isAbsent = true;
        outages.forget(kind.source());
        inbox.synced(kind.source());
        return timing.absentRetry();
    }

    private void appeared() {
        if (isAbsent) {
            LOG.info("{} are available now", WatchedKind.plural(kind.source()));
            isAbsent = false;
        }
    }
}
