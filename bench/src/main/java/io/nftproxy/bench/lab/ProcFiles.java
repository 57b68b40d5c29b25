package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Values of a process from {@code /proc/PID}. If it has ended, methods throw IOException. */
final class ProcFiles {
    private static final long TICKS_PER_SECOND = 100;

    /** Fields of proc_pid_stat(5) after the name: user, system, and those of children. */
    private static final int UTIME = 11;

    private static final int STIME = 12;
    private static final int CSTIME = 14;

    private ProcFiles() {}

    /**
     * Returns a field of {@code status} in KiB.
     *
     * @param field {@code VmRSS:}
     */
    static long kibibytes(long pid, String field) throws IOException {
        for (String line : Files.readAllLines(file(pid, "status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new NoSuchFileException("no " + field + " of process " + pid);
    }

    /** Returns the number of threads. */
    static long threads(long pid) throws IOException {
        return entries(file(pid, "task"));
    }

    /** Returns the number of open file descriptors. */
    static long descriptors(long pid) throws IOException {
        return entries(file(pid, "fd"));
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    /** Returns the CPU time in user space and kernel, to 10 ms. */
    static long cpuMillis(long pid) throws IOException {
        return millis(pid, STIME);
    }

    /** Returns the CPU time with that of children that have ended, to 10 ms. */
    static long cpuMillisWithChildren(long pid) throws IOException {
        return millis(pid, CSTIME);
    }

    private static long millis(long pid, int lastField) throws IOException {
        String stat = Files.readString(file(pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = UTIME; i <= lastField; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * 1000 / TICKS_PER_SECOND;
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
