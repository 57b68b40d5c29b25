package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The tools of iptables-legacy, whose rules cannot be read over netlink. */
public final class IptablesLegacy {
    /** The seconds for which the tools wait for the lock that users of iptables share. */
    private static final String LOCK_SECONDS = "30";

    private static final long TIMEOUT_SECONDS = 120;

    private final List<Path> folders;

    /** The tools that are installed where this process runs. */
    public IptablesLegacy() {
        this(
                List.of(
                        Path.of("/usr/sbin"),
                        Path.of("/sbin"),
                        Path.of("/usr/local/sbin"),
                        Path.of("/usr/bin")));
    }

    /**
     * @param folders where to look for the tools
     */
    IptablesLegacy(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Returns the common prefix of the tools' names, {@code ip6tables-legacy}. */
    static String tool(IpFamily family) {
        return family == IpFamily.IPV4 ? "iptables-legacy" : "ip6tables-legacy";
    }

    /**
     * Returns whether this network namespace has tables of iptables-legacy, and so may have rules.
     */
    boolean hasTables(IpFamily family) {
        // The thread's own namespace. Each line is the name of a table.
        String names = family == IpFamily.IPV4 ? "ip_tables_names" : "ip6_tables_names";
        try {
            return !Files.readString(Path.of("/proc/thread-self/net", names)).isBlank();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads all tables of a family with {@code iptables-legacy-save}.
     *
     * @return empty if the tool is not installed
     * @throws IOException if the tool fails
     */
    Optional<SavedTables> save(IpFamily family) throws IOException {
        Optional<Path> tool = find(family, "save");
        return tool.isEmpty()
                ? Optional.empty()
                : Optional.of(SavedTables.parse(family, run("", tool.get().toString())));
    }

    /**
     * Changes tables with {@code iptables-legacy-restore --noflush}, each table atomically.
     *
     * @throws IOException if the tool fails or is not installed
     */
    void restore(IpFamily family, String text) throws IOException {
        Path tool =
                find(family, "restore")
                        .orElseThrow(() -> new IOException("no iptables-legacy-restore"));
        run(text, tool.toString(), "--noflush", "--wait", LOCK_SECONDS);
    }

    private Optional<Path> find(IpFamily family, String action) {
        return folders.stream()
                .map(folder -> folder.resolve(tool(family) + "-" + action))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a tool over files, because a pipe that is not read would block it. */
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
                throw new IOException(
                        "%s did not end within %ds".formatted(command[0], TIMEOUT_SECONDS));
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
