package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs tools such as {@code ip}, {@code nft} and {@code conntrack} in a network namespace. */
public record NamespaceCommands(NetworkNamespace namespace) {

    /** Runs a command and returns its output; fails the test if the command fails. */
    public String run(String... command) {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            Path output = Files.createTempFile("command", ".out");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            int exit = process.waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            assertThat(exit).as(String.join(" ", command) + "\n" + text).isZero();
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
