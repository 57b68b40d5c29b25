package io.nftproxy.app;

import io.nftproxy.app.commands.Commands;
import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigWriter;
import io.nftproxy.config.flags.HostName;
import io.nftproxy.config.flags.Invocation;
import io.nftproxy.config.flags.ProxyCommandLine;
import io.nftproxy.tools.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** The entry point: picks the command that the command line asks for. */
public final class KubeProxy {
    private static final int FAILURE = 1;

    private KubeProxy() {}

    /** Runs nftproxy with kube-proxy's command line. */
    public static void main(String[] args) {
        // Machines read the output: a locale may have other digits than 0 to 9.
        Locale.setDefault(Locale.ROOT);
        int status = run(List.of(args));
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs a command line. Returns the exit status. */
    static int run(List<String> args) {
        String version = Build.version();
        return switch (new ProxyCommandLine(version, HostName::ofKernel).parse(args)) {
            case Invocation.RunProxy run -> new ProxyProcess(run).run();
            case Invocation.Cleanup(ProxyConfig config) -> CleanupProcess.everything(config);
            case Invocation.GiveBack(ProxyConfig config) -> CleanupProcess.ownRulesOnly(config);
            case Invocation.WriteConfig write -> write(write);
            case Invocation.ShowVersion(String text) -> print(text);
            case Invocation.ShowHelp(String text) -> print(text);
            case Invocation.Subcommand command -> runSubcommand(command);
            case Invocation.UsageError(List<String> messages) -> {
                messages.forEach(System.err::println);
                yield FAILURE;
            }
        };
    }

    private static int runSubcommand(Invocation.Subcommand command) {
        return switch (command.name()) {
            case STATUS, SERVICES, ENDPOINTS, EXPLAIN, FLOWS, TOP, DIFF, RENDER ->
                    Commands.run(command.name(), command.arguments(), OfflineTable::render);
            case DEMO ->
                    command.arguments().isEmpty()
                            ? demo()
                            : Commands.run(
                                    command.name(), command.arguments(), OfflineTable::render);
            case REHEARSE -> Rehearsal.run(command.arguments());
        };
    }

    private static int demo() {
        ProcessLogging.ofProcess().configureQuiet();
        return new Demo(new DemoProxy()).run(System.out);
    }

    private static int print(String text) {
        System.out.println(text);
        return 0;
    }

    private static int write(Invocation.WriteConfig write) {
        write.warnings().forEach(System.err::println);
        try {
            Files.writeString(write.target(), ProxyConfigWriter.yaml(write.config()));
            return 0;
        } catch (IOException e) {
            System.err.println("Cannot write " + write.target() + ": " + e.getMessage());
            return FAILURE;
        }
    }
}
