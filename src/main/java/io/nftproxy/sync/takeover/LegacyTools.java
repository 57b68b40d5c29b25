package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The tools of iptables-legacy that are installed where this process runs. */
public final class LegacyTools implements LegacyTables {
    private static final List<Path> FOLDERS =
            List.of(
                    Path.of("/usr/sbin"),
                    Path.of("/sbin"),
                    Path.of("/usr/local/sbin"),
                    Path.of("/usr/bin"));

    /** They wait this long for the lock that users of iptables share. */
    private static final String LOCK_SECONDS = "30";

    private static final long TIMEOUT_SECONDS = 120;

    @Override
    public boolean present(IpFamily family) {
        // Of the thread's namespace; the lines are names of tables.
        String names = family == IpFamily.IPV4 ? "ip_tables_names" : "ip6_tables_names";
        try {
            return !Files.readString(Path.of("/proc/thread-self/net", names)).isBlank();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> save(IpFamily family) throws IOException {
        Optional<Path> tool = find(family, "save");
        return tool.isEmpty() ? Optional.empty() : Optional.of(run("", tool.get().toString()));
    }

    @Override
    public void restore(IpFamily family, String text) throws IOException {
        Path tool =
                find(family, "restore")
                        .orElseThrow(() -> new IOException("there is no iptables-legacy-restore"));
        run(text, tool.toString(), "--noflush", "--wait", LOCK_SECONDS);
    }

    private static Optional<Path> find(IpFamily family, String what) {
        String name = (family == IpFamily.IPV4 ? "iptables" : "ip6tables") + "-legacy-" + what;
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String run(String input, String... command) throws IOException {
        Path in = Files.createTempFile("iptables", ".in");
        Path out = Files.createTempFile("iptables", ".out");
        Path errors = Files.createTempFile("iptables", ".err");
        try {
            Files.writeString(in, input);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(errors.toFile())
                            .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command[0] + ": " + Files.readString(errors).strip());
            }
            return Files.readString(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
            Files.deleteIfExists(errors);
        }
    }
}
