package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Commands such as nft and ip, run in a network namespace. */
record Tools(NetworkNamespace namespace) {

    /** Runs a command and returns its output; the test fails if the command does. */
    String run(String... command) {
        return feed("", command);
    }

    /** Runs a command with an input, as {@link #run} does without. */
    String feed(String input, String... command) {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            Path in = Files.createTempFile("tool", ".in");
            Path out = Files.createTempFile("tool", ".out");
            Files.writeString(in, input);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(in.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            int exit = process.waitFor();
            String text = Files.readString(out);
            Files.delete(in);
            Files.delete(out);
            assertThat(exit).as(String.join(" ", command) + "\n" + text + input).isZero();
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Lists all nftables of the namespace, with the handles of all objects. */
    String nftables() {
        return run("nft", "-a", "list", "ruleset");
    }

    /** Returns the output of a tool such as {@code iptables-nft-save}, without its comments. */
    String saved(String tool) {
        return run(tool)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
