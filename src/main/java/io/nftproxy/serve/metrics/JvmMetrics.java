package io.nftproxy.serve.metrics;

/**
 * The Java heap, as far as {@link Runtime} knows it. More than that, which Micrometer's own binders
 * have, would need the module java.management, which takes 3 to 5 MiB; a recording by {@code
 * /debug/pprof} has it all.
 */
final class JvmMetrics {
    private JvmMetrics() {}

    static void register(Meters meters) {
        Runtime runtime = Runtime.getRuntime();
        meters.gauge(
                "jvm_memory_used_bytes",
                "Memory in use, garbage included",
                () -> runtime.totalMemory() - runtime.freeMemory(),
                "area",
                "heap");
        meters.gauge(
                "jvm_memory_committed_bytes",
                "Memory taken from the kernel",
                runtime::totalMemory,
                "area",
                "heap");
        meters.gauge(
                "jvm_memory_max_bytes",
                "Memory that may be taken",
                runtime::maxMemory,
                "area",
                "heap");
        meters.gauge(
                "jvm_available_processors",
                "Processors the JVM may use",
                runtime::availableProcessors);
        meters.gauge(
                "jvm_runtime_info",
                "What runs this process; always 1",
                () -> 1,
                "runtime",
                System.getProperty("java.runtime.name", ""),
                "vendor",
                System.getProperty("java.vendor", ""),
                "version",
                System.getProperty("java.runtime.version", ""));
    }
}
