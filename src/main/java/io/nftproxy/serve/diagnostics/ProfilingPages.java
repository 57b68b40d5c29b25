package io.nftproxy.serve.diagnostics;

import io.nftproxy.serve.http.HttpHandler;
import io.nftproxy.serve.http.HttpRequest;
import io.nftproxy.serve.http.HttpResponse;
import io.nftproxy.serve.http.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * What a JVM has in place of Go's pprof, under pprof's paths. Only with {@code enableProfiling}:
 * they show the process' insides and cost it time.
 */
public final class ProfilingPages {
    private static final int SECONDS_DEFAULT = 30;
    private static final int SECONDS_MAX = 300;

    private static final String INDEX =
            """
            /debug/pprof/goroutine            stacks of all threads (also /debug/pprof/threads)
            /debug/pprof/heap                 objects in the heap by class, after a collection
            /debug/pprof/profile?seconds=30   a JDK Flight Recorder recording, for JDK Mission
                                              Control or 'jfr print'
            /debug/pprof/cmdline              the command line, arguments end with a zero byte
            /debug/flags/v                    PUT a number: log verbosity
            """;

    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private ProfilingPages() {}

    /**
     * Adds the pages.
     *
     * @param setVerbosity takes a new log verbosity, 0 to 10; called on the thread of the request
     */
    public static void addTo(Routes routes, IntConsumer setVerbosity) {
        HttpHandler threads = request -> HttpResponse.text(200, ThreadDump.text());
        routes.add("/debug/pprof/", ProfilingPages::index)
                .add("/debug/pprof/goroutine", threads)
                .add("/debug/pprof/threads", threads)
                .add("/debug/pprof/heap", request -> alone(HeapHistogram::text))
                .add("/debug/pprof/profile", ProfilingPages::profile)
                .add("/debug/pprof/cmdline", request -> commandLine())
                .add("/debug/flags/v", LogVerbosity.page(setVerbosity));
    }

    private static HttpResponse index(HttpRequest request) {
        return request.path().equals("/debug/pprof/")
                ? HttpResponse.text(200, INDEX)
                : HttpResponse.text(404, "there is\n\n" + INDEX);
    }

    private static HttpResponse profile(HttpRequest request) {
        String text = request.parameter("seconds");
        int seconds = SECONDS_DEFAULT;
        if (text != null) {
            seconds = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        }
        if (seconds < 1 || seconds > SECONDS_MAX) {
            return HttpResponse.text(400, "seconds has to be 1 to " + SECONDS_MAX + "\n");
        }
        Duration time = Duration.ofSeconds(seconds);
        return alone(
                () ->
                        HttpResponse.of(
                                        200,
                                        "application/octet-stream",
                                        FlightRecording.during(time))
                                .with(
                                        "Content-Disposition",
                                        "attachment; filename=\"nftproxy.jfr\""));
    }

    /** One at a time, as they cost the process time and memory. */
    private static HttpResponse alone(Callable<HttpResponse> work) {
        if (!RUNNING.compareAndSet(false, true)) {
            return HttpResponse.text(429, "another one is running, try again later\n");
        }
        try {
            return work.call();
        } catch (LinkageError missing) {
            // A runtime image need not have the modules that these pages use.
            return HttpResponse.text(501, "this Java runtime has no such thing: " + missing + "\n");
        } catch (Exception failure) {
            return HttpResponse.text(500, failure + "\n");
        } finally {
            RUNNING.set(false);
        }
    }

    private static HttpResponse commandLine() {
        try {
            return HttpResponse.of(
                    200,
                    "text/plain; charset=utf-8",
                    Files.readAllBytes(Path.of("/proc/self/cmdline")));
        } catch (IOException unreadable) {
            return HttpResponse.text(500, unreadable + "\n");
        }
    }
}
