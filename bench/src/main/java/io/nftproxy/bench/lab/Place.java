package io.nftproxy.bench.lab;

import io.nftproxy.kernel.NetworkNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network namespace with a thread in it, which runs the work of {@link #call}.
 *
 * <p>A new thread is in the namespace of the thread that starts it, and the kernel keeps a
 * namespace with all its rules as long as a thread is in it. So the work must not start a thread
 * that the JVM keeps: see {@link Tool#prepare}.
 */
public final class Place implements AutoCloseable {
    private final NetworkNamespace namespace;
    private final ExecutorService thread;
    private final String path;

    public Place(String name) throws Exception {
        Tool.prepare();
        namespace = NetworkNamespace.fresh();
        thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
        path =
                call(
                        () -> {
                            NetworkNamespace.Scope unused = namespace.enter();
                            Path task = Files.readSymbolicLink(Path.of("/proc/thread-self"));
                            return "/proc/" + task + "/ns/net";
                        });
    }

    /** Returns the path for {@code ip link set … netns}: {@code /proc/17/task/42/ns/net}. */
    public String path() {
        return path;
    }

    /** Runs work in the namespace, and waits for it. */
    public <T> T call(Callable<T> work) throws Exception {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Runs {@code ip -batch} with these lines. */
    public void ip(String lines) throws Exception {
        call(() -> Tool.run(lines, "ip", "-batch", "-"));
    }

    /** Ends the thread in the namespace, but no other thread or process. */
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
        namespace.close();
    }
}
