package io.nftproxy.tools.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.Skipped;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo in a fresh network namespace, as the launcher starts it. */
@Tag("kernel-ring")
@Tag("no-ipv6")
class DemoKernelIT {
    /** An environment variable, by which the processes of a demo are found. */
    private final String mark = "NFTPROXY_DEMO_MARK=" + UUID.randomUUID();

    @Test
    void demoSucceedsAndLeavesNothingBehind() throws Exception {
        Process demo = start();
        List<String> lines;
        try (BufferedReader output = demo.inputReader(UTF_8)) {
            lines = output.lines().toList();
        }
        String text = String.join("\n", lines);
        assertThat(demo.waitFor()).as(text).isZero();
        assertThat(lines).noneMatch(line -> line.contains("\u001b"));
        assertThat(lines).contains("table inet kube-proxy {");
        assertThat(lines).anyMatch(line -> line.contains("nothing to change, nothing sent"));
        assertThat(rows(lines)).hasSize(9).allSatisfy(row -> assertThat(row).endsWith(" 0"));
        assertThat(rows(lines).get(5)).contains(" 50 ");
        assertThat(marked()).isEmpty();
    }

    @Test
    @Tag("slow")
    void stoppedDemoLeavesNothingBehind() throws Exception {
        Process demo = start();
        try (BufferedReader output = demo.inputReader(UTF_8)) {
            List<String> lines = new ArrayList<>();
            String line = output.readLine();
            while (line != null && !line.startsWith("2 ")) {
                lines.add(line);
                line = output.readLine();
            }
            assertThat(line).as(String.join("\n", lines)).isNotNull();
            assertThat(marked()).isNotEmpty();
            demo.destroy();
            assertThat(demo.waitFor()).isEqualTo(128 + 15);
        }
        assertThat(marked()).isEmpty();
    }

    /** Returns the rows of the last table: where connections arrived. */
    private static List<String> rows(List<String> lines) {
        int head = lines.indexOf("Where each connection landed") + 1;
        return lines.subList(head + 1, lines.size()).stream()
                .takeWhile(line -> !line.isEmpty())
                .toList();
    }

    private Process start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(unshare());
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath(), "io.nftproxy.app.KubeProxy", "demo"));
        ProcessBuilder builder = new ProcessBuilder(command);
        int equals = mark.indexOf('=');
        builder.environment().put(mark.substring(0, equals), mark.substring(equals + 1));
        return builder.redirectErrorStream(true).start();
    }

    private static String classPath() {
        if (DemoKernelIT.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::getPath)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /**
     * Returns the command of the launcher that makes the namespace. Skips the test if there is
     * none.
     */
    private static List<String> unshare() throws IOException, InterruptedException {
        for (List<String> command : List.of(List.of("unshare", "-n"), List.of("unshare", "-rn"))) {
            List<String> attempt = new ArrayList<>(command);
            attempt.add("true");
            if (new ProcessBuilder(attempt).start().waitFor() == 0) {
                return command;
            }
        }
        return Skipped.because("no demo: unshare -n and unshare -rn are rejected");
    }

    /** Returns the processes of this demo. */
    private List<Path> marked() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (environment(process).contains(mark)) {
                    found.add(process);
                }
            }
        }
        return found;
    }

    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), ISO_8859_1);
        } catch (IOException _) {
            return ""; // The process has ended, or belongs to another user.
        }
    }
}
