package io.nftproxy.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code nft} tool, run in a network namespace to check the kernel's tables independently. */
public final class Nft {
    private final NamespaceCommands commands;

    public Nft(NetworkNamespace namespace) {
        this.commands = new NamespaceCommands(namespace);
    }

    /** Runs nft and returns its output; fails the test if nft fails. */
    public String run(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "nft";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return commands.run(command);
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
