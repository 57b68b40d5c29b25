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
                () -> runtime.totalMemory() - runtime.freeMemory(),
                "heap");
        meters.gauge("jvm_memory_committed_bytes", runtime::totalMemory, "heap");
        meters.gauge("jvm_memory_max_bytes", runtime::maxMemory, "heap");
        meters.gauge("jvm_available_processors", runtime::availableProcessors);
        meters.gauge(
                "jvm_runtime_info",
                () -> 1,
                System.getProperty("java.runtime.name", ""),
                System.getProperty("java.vendor", ""),
                System.getProperty("java.runtime.version", ""));
    }
}
