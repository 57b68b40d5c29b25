package io.nftproxy.bench.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of nftproxy as shipped, with its launcher and flags. */
public final class DaemonProcess implements AutoCloseable {
    private static final Pattern SYNCED =
            Pattern.compile("Synced all: .*kernelMicros=(\\d+) micros=(\\d+)");

    private final Process process;
    private final long startedAt = System.nanoTime();
    private long syncedAt;
    private long kernelMicros;

    /** Starts it in the calling thread's namespace and waits until its first sync is done. */
    public DaemonProcess(String apiUrl, String... more) throws IOException {
        this(apiUrl, Writer.nullWriter(), more);
    }

    /**
     * Starts it in the calling thread's namespace and waits until its first sync is done.
     *
     * @param copy gets the log, from another thread once the sync is done
     */
    public DaemonProcess(String apiUrl, Writer copy, String... more) throws IOException {
        List<String> command = new ArrayList<>(Proxy.nftproxy().commandFor(apiUrl));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader log = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            copy.append(line).append('\n');
            Matcher synced = SYNCED.matcher(line);
            if (synced.find()) {
                syncedAt = System.nanoTime();
                kernelMicros = Long.parseLong(synced.group(1));
                copy.flush();
                Thread.ofVirtual().start(() -> drain(log, copy));
                return;
            }
        }
        throw new IOException("the proxy ended: " + said);
    }

    /** Reads the log to its end: a full pipe would block the process. */
    private static void drain(BufferedReader log, Writer copy) {
        try {
            log.transferTo(copy);
            copy.close();
        } catch (IOException _) {
            // The process has ended.
        }
    }

    /** Returns the time from its start to the kernel's answer to its first transaction. */
    public long nanosToFirstSync() {
        return syncedAt - startedAt;
    }

    /** Returns the kernel's part of the first sync, in microseconds. */
    public long kernelMicros() {
        return kernelMicros;
    }

    /** Returns the resident memory in KiB. */
    public long residentKibibytes() throws IOException {
        return ProcFiles.kibibytes(process.pid(), "VmRSS:");
    }

    /** Returns the anonymous memory in KiB. */
    public long anonymousKibibytes() throws IOException {
        return ProcFiles.kibibytes(process.pid(), "RssAnon:");
    }

    public long threads() throws IOException {
        return ProcFiles.threads(process.pid());
    }

    public long descriptors() throws IOException {
        return ProcFiles.descriptors(process.pid());
    }

    /** Makes it collect its heap, and waits until it has. */
    public void collectHeap() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Tool.run("", jcmd, Long.toString(process.pid()), "GC.run");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it with SIGKILL, and waits until it has ended. */
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /** Returns the CPU time so far, in user space and kernel, to 10 ms. */
    public long cpuMillis() throws IOException {
        return ProcFiles.cpuMillis(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
