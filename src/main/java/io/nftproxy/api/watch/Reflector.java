package io.nftproxy.api.watch;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.ApiResponse;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.api.decode.SyntaxMessage;
import io.nftproxy.sync.ChangeInbox;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list and watch loop of one kind: a list, then a watch from the list's resourceVersion,
 * resumed from the last event's version when it ends.
 *
 * <p>A failed watch is followed by a list, as in client-go, because the version may be the cause.
 * Only after a refused connection and after 429 is the watch resumed. So if watches never work, the
 * node still learns all changes by lists.
 *
 * <p>A server that refused connections may have been restored from a backup. It has lower versions
 * then, and would be silent about its objects until their versions pass the known one. So its
 * version is asked for before the watch is resumed.
 *
 * <p>There is no periodic list, and kube-proxy's {@code configSyncPeriod} has no effect: a live
 * watch misses no event, and a dead one is noticed by its silence.
 */
final class Reflector<T> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);

    /** A watch that ends sooner without an event has failed. */
    private static final Duration WATCH_MIN = Duration.ofSeconds(1);

    private final WatchedKind<T> kind;
    private final ApiClient api;
    private final ChangeInbox inbox;
    private final WatchListener listener;
    private final WatchTiming timing;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Outages outages;
    private final KnownObjects<T> objects;
    private final ListRequests<T> requests;

    // The resourceVersion of the next watch; empty if a list is needed first.
    private String version = "";
    private int failures;
    private boolean hasListed;
    // Whether a paged list expired between two pages.
    private boolean isPagingTooSlow;
    // Whether the API server does not have the kind, which is optional.
    private boolean isAbsent;
    // Whether a watch has worked since the last list.
    private boolean hasWatched;
    // Whether the version may be of a future that a restored server does not know.
    private boolean isVersionDoubtful;
    // Whether data has arrived since the last failure, and when it arrived last.
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
        this.api = api;
        this.inbox = inbox;
        this.listener = listener;
        this.outages = outages;
        this.timing = timing;
        this.objects = new KnownObjects<>(kind);
        this.requests = new ListRequests<>(kind, api, objects, timing.readTimeout());
    }

    /** Lists and watches until the thread is interrupted. */
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
            LOG.error("Unexpected exception in the watch of {}; listing again", plural(), e);
            version = "";
            return timing.backoff().after(++failures, random);
        }
    }

    /** Runs one list or one watch and returns the wait before the next. */
    private Duration step() {
        boolean isWatch = !version.isEmpty() && !isVersionDoubtful;
        try {
            return isVersionDoubtful ? checkVersion() : isWatch ? watch() : list();
        } catch (IOException e) {
            return afterFailure(ApiFailure.of(e), isWatch);
        }
    }

    private Duration list() throws IOException {
        objects.startList();
        ListReader.Page page = requests.page(firstPage());
        while (!page.continueToken().isEmpty()) {
            page = requests.page(kind.nextPage(page.continueToken()));
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
        LOG.debug("Listed {}: objects={} version={}", plural(), objects.size(), version);
        return Duration.ZERO;
    }

    private String firstPage() {
        if (isPagingTooSlow) {
            return kind.unpagedList();
        }
        return hasListed ? kind.newestList() : kind.firstList();
    }

    private Duration checkVersion() throws IOException {
        String newest = requests.newestVersion();
        isVersionDoubtful = false;
        if (ResourceVersions.isLower(newest, version)) {
            LOG.warn(
                    "API server went back from version {} to {}; listing {} again",
                    version,
                    newest,
                    plural());
            version = "";
            listener.relisting(kind.source());
        }
        return Duration.ZERO;
    }

    private Duration watch() throws IOException {
        long timeoutSeconds =
                random.nextLong(timing.watchMin().toSeconds(), timing.watchMax().toSeconds() + 1);
        String path = kind.watch(version, timeoutSeconds);
        try (ApiResponse response =
                api.get("WATCH", path, timing.answerTimeout(), timing.idleTimeout())) {
            if (!response.isSuccess()) {
                throw response.failure();
            }
            return follow(response);
        }
    }

    /** Reads a watch until it ends, fails or breaks. */
    private Duration follow(ApiResponse response) throws IOException {
        long start = System.nanoTime();
        WatchStream<T> stream = new WatchStream<>(kind.decoder(), objects, version, this::event);
        String end = "ended";
        try {
            if (response.isQuietFor(WATCH_MIN)) {
                works();
            }
            stream.read(response.body());
        } catch (ApiFailure e) {
            throw e;
        } catch (IOException e) {
            if (SyntaxMessage.of(e) != null && !SyntaxMessage.isCutOff(e)) {
                throw e;
            }
            end = SyntaxMessage.isCutOff(e) ? "broke in the middle of an event" : broken(e);
        } finally {
            version = stream.version();
            listener.watchEnded(kind.source());
        }
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        LOG.debug("The watch of {} {} after {}", plural(), end, lasted);
        boolean isShort = lasted.compareTo(WATCH_MIN) < 0;
        if (stream.events() == 0) {
            checkProgress(isShort, end + " after " + lasted.toMillis() + "ms without an event");
        }
        // Slows down a series of watches that all end at once.
        return isShort ? timing.backoff().first() : Duration.ZERO;
    }

    private static String broken(IOException problem) {
        return "broke (" + ApiFailure.message(problem) + ")";
    }

    private void checkProgress(boolean isShort, String what) throws ApiFailure {
        long silent = System.nanoTime() - heardNanos;
        if (isShort) {
            throw new ApiFailure(ApiFailure.Kind.NO_PROGRESS, "the watch " + what);
        }
        if (silent >= timing.idleTimeout().toNanos()) {
            String words = "no event and no bookmark for " + silent / 1_000_000_000 + "s";
            throw new ApiFailure(ApiFailure.Kind.NO_PROGRESS, words);
        }
    }

    private void event() {
        heard();
        works();
    }

    private void heard() {
        hasHeard = true;
        heardNanos = System.nanoTime();
        listener.heard(kind.source());
    }

    /** Records that the watch works: it delivers events, or is open without any. */
    private void works() {
        hasWatched = true;
        failures = 0;
        if (hasHeard) {
            outages.over(kind.source());
        }
    }

    private Duration afterFailure(ApiFailure failure, boolean wasWatch) {
        if (Thread.currentThread().isInterrupted()) {
            return Duration.ZERO;
        }
        if (isMissing(failure)) {
            return treatAsAbsent(failure);
        }
        if (failure.kind() == ApiFailure.Kind.MALFORMED) {
            listener.unreadable(
                    new ReadProblem(kind.decoder().kind(), "", "", "", failure.reason()));
        }
        if (wasWatch && !failure.kind().isResumable()) {
            version = "";
            listener.relisting(kind.source());
        }
        isVersionDoubtful |= !version.isEmpty() && failure.kind() == ApiFailure.Kind.REFUSED;
        if (failure.kind() == ApiFailure.Kind.EXPIRED && isFirstExpiry(wasWatch)) {
            LOG.debug("Listing {} again: {}", plural(), failure.reason());
            return Duration.ZERO;
        }
        hasHeard = false;
        listener.failed(kind.source());
        outages.failed(
                kind.source(),
                (wasWatch ? "watch " : "list ") + plural(),
                failure,
                version.isEmpty() ? "listing again" : "retrying");
        Duration wait = timing.backoff().after(++failures, random);
        return failure.retryAfter().compareTo(wait) > 0 ? failure.retryAfter() : wait;
    }

    /** An expired version is normal and leads to a list at once, but not twice in a row. */
    private boolean isFirstExpiry(boolean wasWatch) {
        boolean isFirst = wasWatch ? hasWatched : !isPagingTooSlow;
        isPagingTooSlow |= !wasWatch;
        return isFirst;
    }

    /** A kind that was listed once exists, even if a starting API server denies it. */
    private boolean isMissing(ApiFailure failure) {
        return kind.isOptional() && !hasListed && failure.kind() == ApiFailure.Kind.NOT_AVAILABLE;
    }

    private Duration treatAsAbsent(ApiFailure failure) {
        if (!isAbsent) {
            LOG.info(
                    "{} not available: {}; continuing without them, retrying every {}s",
                    plural(),
                    failure.reason(),
                    timing.absentRetry().toSeconds());
        }
        isAbsent = true;
        outages.forget(kind.source());
        inbox.synced(kind.source());
        return timing.absentRetry();
    }

    private String plural() {
        return WatchedKind.plural(kind.source());
    }

    private void appeared() {
        if (isAbsent) {
            LOG.info("{} available: listed for the first time", plural());
            isAbsent = false;
        }
    }
}
