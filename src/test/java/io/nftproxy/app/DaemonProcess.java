package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** nftproxy as a process of its own, in a network namespace. The node is {@code node-1}. */
final class DaemonProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;

    /**
     * Starts the process.
     *
     * @param server the URL of an API server in this namespace
     * @param log receives standard error
     */
    DaemonProcess(NetworkNamespace namespace, String server, Path log, String... jvmFlags)
            throws IOException {
        this.log = log;
        List<String> flags = new ArrayList<>(Arrays.asList(jvmFlags));
        flags.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        List<String> command =
                ChildJvm.command(
                        KubeProxy.class,
                        flags,
                        "--master=" + server,
                        "--hostname-override=node-1",
                        "--cluster-cidr=10.244.0.0/16",
                        "--conntrack-max-per-core=0",
                        "--oom-score-adj=0");
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(log.toFile())
                            .start();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the log so far; empty if it is no regular file. */
    String log() {
        try {
            return Files.isRegularFile(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the process by SIGSTOP, and waits until the kernel has stopped it. */
    void pause() throws Exception {
        signal("STOP");
        Path stat = Path.of("/proc", Long.toString(pid()), "stat");
        while (!Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("T")) {
            Thread.onSpinWait();
        }
    }

    /** Continues the process after {@link #pause}. */
    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        String pid = Long.toString(pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    /** Waits for the end of the process and returns its status. */
    int status() throws Exception {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(this::log).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
