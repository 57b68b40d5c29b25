package io.nftproxy.metrics;

/**
 * The Java heap, as far as {@link Runtime} knows it. More than that would need the module
 * java.management, which takes 3 to 5 MiB; a recording by {@code /debug/pprof} has it all.
 */
final class JvmMetrics {
    private JvmMetrics() {}

    static void register(MetricRegistry registry) {
        Runtime runtime = Runtime.getRuntime();
        registry.gauge("jvm_memory_used_bytes", "Memory in use, garbage included", "area")
                .read(() -> (double) (runtime.totalMemory() - runtime.freeMemory()), "heap");
        registry.gauge("jvm_memory_committed_bytes", "Memory taken from the kernel", "area")
                .read(() -> (double) runtime.totalMemory(), "heap");
        registry.gauge("jvm_memory_max_bytes", "Memory that may be taken", "area")
                .read(() -> (double) runtime.maxMemory(), "heap");
        registry.gauge("jvm_available_processors", "Processors the JVM may use")
                .read(runtime::availableProcessors);
        registry.gauge(
                        "jvm_runtime_info",
                        "What runs this process; always 1",
                        "runtime",
                        "vendor",
                        "version")
                .set(
                        1,
                        System.getProperty("java.runtime.name", ""),
                        System.getProperty("java.vendor", ""),
                        System.getProperty("java.runtime.version", ""));
    }
}
