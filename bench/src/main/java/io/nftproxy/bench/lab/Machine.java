package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The machine of a run. */
public final class Machine {
    private Machine() {}

    /**
     * Returns a list in Markdown: kernel, processor, tools.
     *
     * @param kubeProxy a real kube-proxy; null if none is measured
     * @param nft the {@code nft} that it runs; null for that of the machine
     */
    public static String describe(@Nullable Path kubeProxy, @Nullable Path nft) throws IOException {
        return describe()
                + (kubeProxy == null
                        ? ""
                        : "- kube-proxy: %s, with %s%n"
                                .formatted(
                                        firstLine(kubeProxy.toString(), "--version"),
                                        firstLine(
                                                nft == null ? "nft" : nft.toString(),
                                                "--version")));
    }

    /** Returns a list in Markdown: kernel, processor, tools. */
    public static String describe() throws IOException {
        String processor =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse("unknown processor");
        return """
        - %s: %d x %s, Linux %s
        - Java %s, flags of the engine as shipped
        - %s, %s
        """
                .formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        System.getProperty("os.version"),
                        Runtime.version(),
                        firstLine("nft", "--version"),
                        firstLine("iptables-nft", "--version"));
    }

    private static String firstLine(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] said = process.getInputStream().readAllBytes();
        return new String(said, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
}
