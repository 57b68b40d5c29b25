package io.nftproxy.bench.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** External commands and their cost. */
public final class Tool {
    private Tool() {}

    /**
     * The cost of a command.
     *
     * @param wallNanos from before its start to its end
     * @param userNanos CPU time in user space, with its children
     * @param systemNanos CPU time in the kernel
     */
    public record Cost(long wallNanos, long userNanos, long systemNanos) {}

    /**
     * Makes the JVM start its thread that waits for child processes from the calling thread. The
     * JVM keeps it until no child has run for a minute.
     */
    static void prepare() throws IOException {
        run("", "true");
    }

    /**
     * Runs a command in the calling thread's namespace.
     *
     * @param input its standard input
     * @throws IOException if it fails; has its output
     */
    public static Cost run(String input, String... command) throws IOException {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        CpuTime before = CpuTime.ofChildren();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread feeder = Thread.ofPlatform().start(() -> feed(process, bytes));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = await(process);
        long wall = System.nanoTime() - start;
        CpuTime after = CpuTime.ofChildren();
        if (status != 0) {
            throw new IOException(
                    Arrays.toString(command)
                            + " failed: "
                            + said.substring(0, Math.min(2000, said.length())));
        }
        feeder.interrupt();
        return new Cost(
                wall,
                after.userNanos() - before.userNanos(),
                after.systemNanos() - before.systemNanos());
    }

    /** As {@link #run}, with an unchecked exception. */
    public static void unchecked(String input, String... command) {
        try {
            run(input, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
