package io.nftproxy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The real nft in network namespaces of its own: each call gets a fresh, empty one that ends with
 * it.
 */
public final class NftCommand {
    private static final long TIMEOUT_SECONDS = 60;

    private NftCommand() {}

    /** Skips the test, loudly, where nft cannot run; fails it on a build server. */
    public static void assumeAvailable() {
        Outcome outcome = run("nft list ruleset", "");
        if (outcome.exitCode == 0) {
            return;
        }
        String reason = "needs nft and CAP_NET_ADMIN: " + outcome.errors;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        System.err.println("SKIPPED, the kernel was not asked: " + reason);
        Assumptions.abort(reason);
    }

    /** Loads a ruleset's text into an empty namespace, then runs a command and gives its output. */
    public static String afterLoading(String text, String command) {
        Outcome outcome = run("nft -f \"$1\" && " + command, text);
        if (outcome.exitCode != 0) {
            throw new AssertionError(outcome.errors + "\n" + text);
        }
        return outcome.output;
    }

    private static Outcome run(String script, String text) {
        List<Path> files = new ArrayList<>();
        try {
            for (String name : List.of("input", "output", "errors")) {
                files.add(Files.createTempFile("nft-", "." + name));
            }
            Files.writeString(files.get(0), text);
            Process process =
                    new ProcessBuilder("unshare", "-n", "sh", "-c", script, "sh", "" + files.get(0))
                            .redirectOutput(files.get(1).toFile())
                            .redirectError(files.get(2).toFile())
                            .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("nft did not end: " + script);
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(files.get(1)),
                    Files.readString(files.get(2)));
        } catch (IOException e) {
            return new Outcome(-1, "", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            files.forEach(NftCommand::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Outcome(int exitCode, String output, String errors) {}
}
