package io.nftproxy.serve.diagnostics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.nftproxy.serve.http.Query;
import io.nftproxy.serve.http.Response;
import io.nftproxy.serve.http.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * The JVM's counterparts of Go's pprof, under the paths of pprof. Served only with {@code
 * enableProfiling}: they reveal internals of the process and cost it time.
 */
public final class ProfilingPages {
    private static final int SECONDS_DEFAULT = 30;
    private static final int SECONDS_MAX = 300;

    /** kube-proxy's own highest level; higher ones mean the same. */
    private static final int VERBOSITY_MAX = 10;

    /** The longest body that is read; a number is shorter. */
    private static final int BODY_BYTES_MAX = 1024;

    private static final String INDEX =
            """
            /debug/pprof/goroutine            stacks of all threads (also /debug/pprof/threads)
            /debug/pprof/heap                 objects in the heap by class, after a collection
            /debug/pprof/profile?seconds=30   a JDK Flight Recorder recording, for JDK Mission
                                              Control or 'jfr print'
            /debug/pprof/cmdline              the command line, a zero byte after each argument
            /debug/flags/v                    PUT a number: log verbosity
            """;

    private static final byte[] NOTHING = {};
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private ProfilingPages() {}

    /**
     * Adds the pages.
     *
     * @param verbosity sets the log verbosity, 0 to 10; called on the thread of the request
     */
    public static void addTo(Routes routes, IntConsumer verbosity) {
        HttpHandler threads = exchange -> Response.text(exchange, 200, ThreadDump.text());
        routes.add("/debug/pprof/", ProfilingPages::index)
                .add("/debug/pprof/goroutine", threads)
                .add("/debug/pprof/threads", threads)
                .add("/debug/pprof/heap", ProfilingPages::heap)
                .add("/debug/pprof/profile", ProfilingPages::profile)
                .add("/debug/pprof/cmdline", ProfilingPages::commandLine)
                .add(
                        "/debug/flags/v",
                        Routes.only(exchange -> setVerbosity(exchange, verbosity), "PUT"));
    }

    private static void index(HttpExchange exchange) throws IOException {
        boolean found = exchange.getRequestURI().getPath().equals("/debug/pprof/");
        Response.text(
                exchange, found ? 200 : 404, found ? INDEX : "no such page; pages:\n\n" + INDEX);
    }

    private static void heap(HttpExchange exchange) throws IOException {
        byte[] text = alone(exchange, () -> HeapHistogram.text().getBytes(UTF_8));
        if (text.length > 0) {
            Response.send(exchange, 200, "text/plain; charset=utf-8", text);
        }
    }

    private static void profile(HttpExchange exchange) throws IOException {
        int seconds = seconds(Query.of(exchange.getRequestURI().getRawQuery()).text("seconds"));
        if (seconds < 1 || seconds > SECONDS_MAX) {
            Response.text(exchange, 400, "seconds must be 1 to " + SECONDS_MAX + "\n");
            return;
        }
        Duration time = Duration.ofSeconds(seconds);
        byte[] recording = alone(exchange, () -> FlightRecording.during(time));
        if (recording.length > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Disposition", "attachment; filename=\"nftproxy.jfr\"");
            Response.send(exchange, 200, "application/octet-stream", recording);
        }
    }

    /** Returns the default for empty text, and 0 for text that is no number. */
    private static int seconds(String text) {
        if (text.isEmpty()) {
            return SECONDS_DEFAULT;
        }
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    /** Runs one at a time, as each costs time and memory; empty if an error was sent instead. */
    private static byte[] alone(HttpExchange exchange, Callable<byte[]> work) throws IOException {
        if (!RUNNING.compareAndSet(false, true)) {
            Response.text(exchange, 429, "another profile is being taken; retry later\n");
            return NOTHING;
        }
        try {
            return work.call();
        } catch (LinkageError missing) {
            // A runtime image need not have the modules that these pages use.
            Response.text(exchange, 501, "not supported by this Java runtime: " + missing + "\n");
        } catch (Exception failure) {
            Response.text(exchange, 500, failure + "\n");
        } finally {
            RUNNING.set(false);
        }
        return NOTHING;
    }

    /** Sets {@code -v} of the running process to the number in the body. */
    private static void setVerbosity(HttpExchange exchange, IntConsumer verbosity)
            throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        String text = new String(body, UTF_8).strip();
        if (!text.matches("[0-9]{1,9}")) {
            Response.text(exchange, 400, "the body must be a number, for example 4\n");
            return;
        }
        int wanted = Math.min(Integer.parseInt(text), VERBOSITY_MAX);
        verbosity.accept(wanted);
        Response.text(exchange, 200, "log verbosity is now " + wanted + "\n");
    }

    private static void commandLine(HttpExchange exchange) throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        } catch (IOException unreadable) {
            Response.text(exchange, 500, unreadable + "\n");
            return;
        }
        Response.send(exchange, 200, "text/plain; charset=utf-8", text);
    }
}
