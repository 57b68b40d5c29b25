package io.nftproxy.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.nftproxy.inbox.ChangeInbox;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the inbox as the API server is, for one kind of objects: a list, then a watch from the
 * list's version on, resumed from the last event's version whenever it ends, and a new list when it
 * cannot be resumed.
 *
 * <p>There is no periodic list, and nothing for kube-proxy's {@code configSyncPeriod} to do: a
 * watch that is alive misses nothing, and one that is not is noticed by its silence.
 */
final class Reflector<T> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);

    /** A watch that ends sooner, without an event, is no good one: pause before the next. */
    private static final Duration WATCH_GOOD = Duration.ofSeconds(1);

    private final WatchedKind<T> kind;
    private final KindPaths paths;
    private final ApiClient api;
    private final ChangeInbox inbox;
    private final WatchListener listener;
    private final WatchTiming timing;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Backoff backoff;
    private final Outage outage;
    private final StringPool pool = new StringPool();
    private final KnownObjects<T> objects;
    private final ObjectDecoder<T> decoder;

    // Where the next watch goes on; empty if a list is needed first.
    private String version = "";
    private boolean hasListed;
    private boolean isPagingTooSlow;
    private boolean isAbsent;

    Reflector(
            WatchedKind<T> kind,
            ApiClient api,
            ChangeInbox inbox,
            WatchListener listener,
            WatchTiming timing) {
        this.kind = kind;
        this.paths = new KindPaths(kind);
        this.api = api;
        this.inbox = inbox;
        this.listener = listener;
        this.timing = timing;
        this.backoff = new Backoff(timing.backoffFirst(), timing.backoffMax(), random);
        this.outage = new Outage(kind.source(), kind.kind() + "s", listener);
        this.objects = new KnownObjects<>(kind.target());
        this.decoder = new ObjectDecoder<>(kind, listener);
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
            LOG.error("The watch of {}s failed unexpectedly, listing again", kind.kind(), e);
            version = "";
            return backoff.next();
        }
    }

    /** A list or a watch; how long to wait before the next. */
    private Duration step() {
        try {
            return version.isEmpty() ? list() : watch();
        } catch (ApiFailure e) {
            return afterFailure(e);
        } catch (WatchStream.UnusableEvent e) {
            return afterGarbage(e.reason());
        } catch (JsonProcessingException e) {
            return afterGarbage("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return retry(e.toString());
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
        isPagingTooSlow = false;
        isAbsent = false;
        succeeded();
        listener.listed(kind.source());
        inbox.synced(kind.source());
        LOG.debug("Listed {} {}s at version {}", objects.size(), kind.kind(), version);
        return Duration.ZERO;
    }

    private String firstPage() {
        if (isPagingTooSlow) {
            return paths.unpagedList();
        }
        return hasListed ? paths.newestList() : paths.firstList();
    }

    private ListReader.Page readPage(String path) throws IOException {
        try (ApiResponse response = api.get("LIST", path, timing.readTimeout())) {
            if (!response.isSuccess()) {
                throw response.failure();
            }
            ListReader.Page page = new ListReader<>(decoder, objects, pool).read(response.body());
            response.skip();
            return page;
        }
    }

    private Duration watch() throws IOException {
        long timeoutSeconds =
                random.nextLong(timing.watchMin().toSeconds(), timing.watchMax().toSeconds() + 1);
        String path = paths.watch(version, timeoutSeconds);
        try (ApiResponse response = api.get("WATCH", path, timing.idleTimeout())) {
            if (!response.isSuccess()) {
                throw response.failure();
            }
            outage.over();
            return follow(response);
        }
    }

    /** Reads a watch until it ends, as each does sooner or later, or is cut off. */
    private Duration follow(ApiResponse response) throws IOException {
        long start = System.nanoTime();
        WatchStream<T> stream = new WatchStream<>(decoder, objects, pool, version);
        try {
            stream.read(response.body());
        } catch (JsonEOFException e) {
            LOG.debug("The watch of {}s was cut off: {}", kind.kind(), e.getOriginalMessage());
        } catch (ApiFailure | WatchStream.UnusableEvent | JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("The watch of {}s was cut off: {}", kind.kind(), e.toString());
        } finally {
            version = stream.version();
            listener.watchEnded(kind.source());
        }
        if (stream.events() > 0 || System.nanoTime() - start > WATCH_GOOD.toNanos()) {
            succeeded();
            return Duration.ZERO;
        }
        return backoff.next();
    }

    private void succeeded() {
        backoff.reset();
        outage.over();
    }

    private Duration afterFailure(ApiFailure failure) {
        if (kind.isOptional() && (failure.status() == 404 || failure.status() == 403)) {
            return treatAsNone(failure);
        }
        if (failure.isGone()) {
            isPagingTooSlow = version.isEmpty();
            LOG.debug("Listing {}s again: {}", kind.kind(), failure.reason());
            forgetVersion();
            return backoff.next();
        }
        if (!failure.isTemporary()) {
            // The request itself was not to its liking, for example the version.
            forgetVersion();
        }
        Duration wait = retry(failure.reason());
        return failure.retryAfter().compareTo(wait) > 0 ? failure.retryAfter() : wait;
    }

    private Duration afterGarbage(String what) {
        listener.unreadable(new ReadProblem(kind.kind(), "", "", "", what));
        forgetVersion();
        return retry(what);
    }

    private void forgetVersion() {
        version = "";
        listener.relisting(kind.source());
    }

    private Duration retry(String why) {
        if (!Thread.currentThread().isInterrupted()) {
            outage.failed(why);
        }
        return backoff.next();
    }

    private Duration treatAsNone(ApiFailure failure) {
        if (!isAbsent) {
            LOG.info("Doing without {}s: {}", kind.kind(), failure.reason());
        }
        isAbsent = true;
        version = "";
        objects.startList();
        objects.finishList();
        inbox.synced(kind.source());
        return timing.absentRetry();
    }
}
