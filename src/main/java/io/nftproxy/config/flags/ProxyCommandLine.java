package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.ConfigProblem;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.FlagValues;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.config.flags.Invocation.Cleanup;
import io.nftproxy.config.flags.Invocation.GiveBack;
import io.nftproxy.config.flags.Invocation.RunProxy;
import io.nftproxy.config.flags.Invocation.ShowHelp;
import io.nftproxy.config.flags.Invocation.ShowVersion;
import io.nftproxy.config.flags.Invocation.Subcommand;
import io.nftproxy.config.flags.Invocation.UsageError;
import io.nftproxy.config.flags.Invocation.WriteConfig;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Parses command lines into invocations. */
public final class ProxyCommandLine {
    private final String version;
    private final Supplier<String> hostname;

    /**
     * Creates the parser of one version on one host.
     *
     * @param version of this program, {@code v0.1.0}
     * @param hostname returns the host's name; called only if the node's name is not given
     */
    public ProxyCommandLine(String version, Supplier<String> hostname) {
        this.version = version;
        this.hostname = hostname;
    }

    /** Parses a command line, and reads its configuration file if it has one. */
    public Invocation parse(List<String> arguments) {
        Optional<SubcommandName> subcommand =
                arguments.isEmpty() ? Optional.empty() : SubcommandName.of(arguments.getFirst());
        return subcommand.isPresent()
                ? new Subcommand(subcommand.get(), arguments.subList(1, arguments.size()))
                : parseFlags(arguments);
    }

    private Invocation parseFlags(List<String> arguments) {
        List<String> errors = new ArrayList<>();
        GivenFlags given = new GivenFlags(GoArguments.parse(arguments, errors));
        if (given.isOn(Flags.HELP, errors)) {
            return new ShowHelp(FlagHelp.text());
        }
        VersionRequest request = VersionRequest.of(given.text(Flags.VERSION), version, errors);
        boolean isCleanup = given.isOn(Flags.CLEANUP, errors);
        boolean ownRulesOnly = given.isOn(Flags.OWN_RULES_ONLY, errors);
        if (ownRulesOnly && !isCleanup) {
            errors.add("--own-rules-only: needs --cleanup");
        }
        boolean initOnly = given.isOn(Flags.INIT_ONLY, errors);
        // These two are read from the reported flags, and only checked here.
        given.isOn(Flags.WEB_PAGE, errors);
        checkServiceMetrics(given.text(Flags.SERVICE_METRICS), errors);
        FlagValues values = given.values(errors);
        String file = given.text(Flags.CONFIG);
        if (!errors.isEmpty()) {
            return new UsageError(file.isEmpty() ? allOf(errors, values) : errors);
        }
        if (!request.print().isEmpty()) {
            return new ShowVersion(request.print());
        }
        if (isCleanup) {
            return cleanup(ownRulesOnly, ProxyConfigReader.ofFlags(values));
        }
        Run run = new Run(given, initOnly, request.report());
        return file.isEmpty()
                ? proxy(run, Optional.empty(), ProxyConfigReader.ofFlags(values), List.of())
                : proxyWithFile(run, file);
    }

    private static void checkServiceMetrics(String text, List<String> errors) {
        if (!text.matches("|[0-9]{1,3}|1000")) {
            errors.add("--service-metrics=" + text + ": must be a number, 0 to 1000");
        }
    }

    /** Returns the errors of the command line and of its values. */
    private static List<String> allOf(List<String> errors, FlagValues values) {
        return switch (ProxyConfigReader.ofFlags(values)) {
            case ConfigResult.Valid _ -> errors;
            case ConfigResult.Invalid(List<ConfigProblem> problems) ->
                    Stream.concat(errors.stream(), usageError(problems).messages().stream())
                            .toList();
        };
    }

    private static Invocation cleanup(boolean ownRulesOnly, ConfigResult flags) {
        return switch (flags) {
            case ConfigResult.Valid(ProxyConfig config, List<String> _) ->
                    ownRulesOnly ? new GiveBack(config) : new Cleanup(config);
            case ConfigResult.Invalid(List<ConfigProblem> problems) -> usageError(problems);
        };
    }

    /** A request to run the proxy, or to write its configuration. */
    private record Run(GivenFlags given, boolean initOnly, String reportedVersion) {}

    private Invocation proxyWithFile(Run run, String path) {
        List<String> ignored = run.given.ignoredBesideFile();
        List<String> warnings =
                ignored.isEmpty()
                        ? List.of()
                        : List.of("Ignored because of --config: " + String.join(", ", ignored));
        try {
            ConfigFile file = ConfigFile.read(Path.of(path), run.given.valuesBesideFile());
            return proxy(run, Optional.of(file), file.parse(), warnings);
        } catch (IOException | InvalidPathException e) {
            return new UsageError(List.of("--config: " + path + ": " + e.getMessage()));
        }
    }

    private Invocation proxy(
            Run run, Optional<ConfigFile> file, ConfigResult result, List<String> warnings) {
        return switch (result) {
            case ConfigResult.Invalid(List<ConfigProblem> problems) -> usageError(problems);
            case ConfigResult.Valid(ProxyConfig config, List<String> more) -> {
                List<String> all = Stream.concat(warnings.stream(), more.stream()).toList();
                String target = run.given.text(Flags.WRITE_CONFIG_TO);
                yield target.isEmpty()
                        ? proxy(run, file, config, all)
                        : writeConfig(config, target, all);
            }
        };
    }

    private static Invocation writeConfig(
            ProxyConfig config, String target, List<String> warnings) {
        try {
            return new WriteConfig(config, Path.of(target), warnings);
        } catch (InvalidPathException e) {
            return new UsageError(List.of("--write-config-to: " + e.getMessage()));
        }
    }

    private Invocation proxy(
            Run run, Optional<ConfigFile> file, ProxyConfig config, List<String> warnings) {
        String override = config.hostnameOverride();
        String name = (override.isEmpty() ? hostname.get() : override).strip();
        if (name.isEmpty()) {
            return new UsageError(
                    List.of(
                            "This host has no name; set the name of the Node with"
                                    + " --hostname-override"));
        }
        return new RunProxy(
                config,
                file,
                name.toLowerCase(Locale.ROOT),
                run.given.text(Flags.MASTER),
                run.initOnly,
                run.reportedVersion,
                run.given.reported(),
                warnings);
    }

    private static UsageError usageError(List<ConfigProblem> problems) {
        return new UsageError(problems.stream().map(ConfigProblem::toString).toList());
    }
}
