package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code nft} tool, run in a network namespace, as a witness of what the kernel holds. */
public final class Nft {
    private final NetworkNamespace namespace;

    public Nft(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /** What nft prints; the test fails if nft does. */
    public String run(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "nft";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            Path output = Files.createTempFile("nft", ".out");
            Process nft =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            int exit = nft.waitFor();
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

    /** Loads a ruleset text. */
    public void load(String ruleset) {
        try {
            Path file = Files.createTempFile("ruleset", ".nft");
            Files.writeString(file, ruleset);
            run("-f", file.toString());
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code nft list table inet kube-proxy}. */
    public String listTable() {
        return run("list", "table", "inet", "kube-proxy");
    }
}
