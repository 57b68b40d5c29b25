package io.nftproxy.bench.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;

/** A running {@link Proxy}, with the commands that it runs. */
public final class ProxyProcess implements AutoCloseable {
    private static final long SAMPLE_NANOS = 10_000_000;
    private static final int LAST_WORDS = 2_000;

    private final Process process;
    private final File log;
    private final long startedAt;
    private volatile long peakKibibytes;

    ProxyProcess(String name, ProcessBuilder builder) throws IOException {
        log = File.createTempFile("bench-" + name.replace(' ', '-'), ".log");
        log.deleteOnExit();
        startedAt = System.nanoTime();
        process = builder.redirectErrorStream(true).redirectOutput(log).start();
        Thread.ofPlatform().daemon().name("memory").start(this::sample);
    }

    /** Returns the {@link System#nanoTime} of its start. */
    public long startedAt() {
        return startedAt;
    }

    /**
     * Checks that it runs.
     *
     * @throws IOException if it has ended; has the end of its log
     */
    public void checkAlive() throws IOException {
        if (!process.isAlive()) {
            String said = Files.readString(log.toPath());
            throw new IOException(
                    "the proxy ended: " + said.substring(Math.max(0, said.length() - LAST_WORDS)));
        }
    }

    /** Returns the resident memory in KiB, without its commands. */
    public long residentKibibytes() throws IOException {
        return ProcFiles.kibibytes(process.pid(), "VmRSS:");
    }

    /** Returns the anonymous memory in KiB, without its commands. */
    public long anonymousKibibytes() throws IOException {
        return ProcFiles.kibibytes(process.pid(), "RssAnon:");
    }

    /** Returns the highest resident memory in KiB so far, with its commands. */
    public long peakKibibytes() {
        return peakKibibytes;
    }

    /** Returns the CPU time so far, with that of commands that have ended, to 10 ms. */
    public long cpuMillis() throws IOException {
        return ProcFiles.cpuMillisWithChildren(process.pid());
    }

    private void sample() {
        while (process.isAlive()) {
            long sum = residentOf(process.toHandle());
            sum += process.descendants().mapToLong(ProxyProcess::residentOf).sum();
            peakKibibytes = Math.max(peakKibibytes, sum);
            LockSupport.parkNanos(SAMPLE_NANOS);
        }
    }

    /** Returns 0 of a process that has ended. */
    private static long residentOf(ProcessHandle process) {
        try {
            return ProcFiles.kibibytes(process.pid(), "VmRSS:");
        } catch (IOException _) {
            return 0;
        }
    }

    /** Ends it, and waits until it has ended. Its rules stay. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.delete();
    }
}
