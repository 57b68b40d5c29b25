package io.nftproxy.serve.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics of the process in the kernel, under the names of all Prometheus clients. proc(5). */
final class ProcessMetrics {
    /** {@code USER_HZ}, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** The value of "unlimited" in Go's client. */
    private static final double UNLIMITED = 0x1p64;

    private final Path proc;

    private ProcessMetrics(Path proc) {
        this.proc = proc;
    }

    /** Registers the metrics. */
    static void register(Meters meters, Path proc) {
        new ProcessMetrics(proc).register(meters);
    }

    private void register(Meters meters) {
        meters.counted(
                "process_cpu_seconds_total",
                () -> stat(stat -> (stat.field(14) + stat.field(15)) / TICKS_PER_SECOND));
        meters.gauge("process_virtual_memory_bytes", () -> stat(stat -> stat.field(23)));
        meters.gauge("process_resident_memory_bytes", this::residentBytes);
        meters.gauge("process_threads", () -> stat(stat -> stat.field(20)));
        meters.gauge("process_start_time_seconds", this::startTime);
        meters.gauge("process_open_fds", this::openFiles);
        meters.gauge("process_max_fds", () -> limit("Max open files"));
        meters.gauge("process_virtual_memory_max_bytes", () -> limit("Max address space"));
    }

    /** Fields of {@code /proc/self/stat}, numbered from 1 as in proc(5). */
    private record Stat(List<String> fromThird) {
        double field(int number) {
            return Double.parseDouble(fromThird.get(number - 3));
        }
    }

    private double stat(ToDoubleFunction<Stat> value) {
        String line = read("self/stat");
        // The second field, the name, may contain brackets; the others start after the last one.
        int name = line.lastIndexOf(')');
        return name < 0
                ? Double.NaN
                : value.applyAsDouble(new Stat(List.of(line.substring(name + 2).split(" "))));
    }

    /** Reads {@code status}, which has kB; {@code stat} has pages, whose size differs. */
    private double residentBytes() {
        return read("self/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(Double.NaN);
    }

    private double startTime() {
        double ticksAfterBoot = stat(stat -> stat.field(22));
        return read("stat")
                .lines()
                .filter(line -> line.startsWith("btime "))
                .mapToDouble(line -> Double.parseDouble(line.substring("btime ".length())))
                .map(boot -> boot + ticksAfterBoot / TICKS_PER_SECOND)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double openFiles() {
        try (Stream<Path> files = Files.list(proc.resolve("self/fd"))) {
            return (double) files.count();
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }

    private double limit(String name) {
        return read("self/limits")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" +")[0])
                .mapToDouble(
                        soft -> soft.equals("unlimited") ? UNLIMITED : Double.parseDouble(soft))
                .findFirst()
                .orElse(Double.NaN);
    }

    private String read(String file) {
        try {
            return Files.readString(proc.resolve(file));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
