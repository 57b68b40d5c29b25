package io.nftproxy.bench.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nftproxy as it is shipped, its launcher and flags included, as a process. */
public final class DaemonProcess implements AutoCloseable {
    private static final Pattern SYNCED =
            Pattern.compile("Synced all: .*kernelMicros=(\\d+) micros=(\\d+)");
    private static final long TICKS_PER_SECOND = 100;

    private final Process process;
    private final long startedAt = System.nanoTime();
    private long syncedAt;
    private long kernelMicros;

    /** Starts it in the calling thread's namespace and waits until its first sync is done. */
    public DaemonProcess(String apiUrl, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("project.dir") + "/target/nftproxy/bin/nftproxy",
                                "--master=" + apiUrl,
                                "--hostname-override=bench-node",
                                "--cluster-cidr=" + Cluster.POD_NETWORK,
                                "--nodeport-addresses=192.168.7.0/24",
                                "--conntrack-max-per-core=0"));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader log = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            Matcher synced = SYNCED.matcher(line);
            if (synced.find()) {
                syncedAt = System.nanoTime();
                kernelMicros = Long.parseLong(synced.group(1));
                Thread.ofVirtual().start(() -> drain(log));
                return;
            }
        }
        throw new IOException("the proxy ended: " + said);
    }

    /** A full pipe would stop it. */
    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            // It has ended.
        }
    }

    /** From its start to the kernel's answer to its first transaction. */
    public long nanosToFirstSync() {
        return syncedAt - startedAt;
    }

    /** The kernel's share of the first sync, in microseconds. */
    public long kernelMicros() {
        return kernelMicros;
    }

    /** Resident memory in KiB, as {@code /proc/PID/status} has it. */
    public long residentKibibytes() throws IOException {
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    /** Processor time up to now, in user space and kernel, to 10 ms. */
    public long cpuMillis() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // Fields 14 and 15 of proc_pid_stat(5), counted behind the name.
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return ticks * 1000 / TICKS_PER_SECOND;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
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
