package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tools run in a network namespace: {@code ip}, {@code nft}, {@code conntrack}. */
public record NamespaceCommands(NetworkNamespace namespace) {

    /** What a command prints; the test fails if the command does. */
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
