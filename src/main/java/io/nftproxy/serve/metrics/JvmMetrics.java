package io.nftproxy.serve.metrics;

/**
 * The metrics of the Java heap that {@link Runtime} has. Micrometer's own binders have more, but
 * need the module java.management, which takes 3 to 5 MiB; a recording of {@code /debug/pprof} has
 * the rest.
 */
final class JvmMetrics {
    private JvmMetrics() {}

    static void register(Meters meters) {
        Runtime runtime = Runtime.getRuntime();
        meters.gauge(
                "jvm_memory_used_bytes",
                "Heap in use, garbage included",
                () -> runtime.totalMemory() - runtime.freeMemory(),
                "area",
                "heap");
        meters.gauge(
                "jvm_memory_committed_bytes",
                "Heap taken from the kernel",
                runtime::totalMemory,
                "area",
                "heap");
        meters.gauge(
                "jvm_memory_max_bytes", "Limit of the heap", runtime::maxMemory, "area", "heap");
        meters.gauge(
                "jvm_available_processors",
                "Processors that the JVM uses",
                runtime::availableProcessors);
        meters.gauge(
                "jvm_runtime_info",
                "The Java runtime; always 1",
                () -> 1,
                "runtime",
                System.getProperty("java.runtime.name", ""),
                "vendor",
                System.getProperty("java.vendor", ""),
                "version",
                System.getProperty("java.runtime.version", ""));
    }
}
