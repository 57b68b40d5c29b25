package io.nftproxy.config.flags;

import io.nftproxy.config.flags.Flag.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help about the flags, laid out by picocli. */
final class FlagHelp {
    private static final int WIDTH = 100;

    private FlagHelp() {}

    /** The whole help, flags in groups, those without effect by name only. */
    static String text() {
        return commandLine().getUsageMessage(Ansi.OFF);
    }

    private static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.create().name("nftproxy");
        Map<FlagGroup, List<OptionSpec>> groups = new EnumMap<>(FlagGroup.class);
        for (Flag flag : Flags.ALL) {
            groups.computeIfAbsent(flag.group(), _ -> new ArrayList<>()).add(option(flag));
        }
        groups.forEach(
                (group, options) ->
                        spec.addArgGroup(argGroup(group, options, spec.argGroups().size())));
        spec.usageMessage()
                .width(WIDTH)
                .customSynopsis(synopsis())
                .description(
                        "%nKeeps this node's nftables rules for Services in step with the API"
                                + " server."
                                + " Takes kube-proxy's flags and configuration files.%n")
                .footer("%nAccepted without effect%n" + withoutEffect());
        return new CommandLine(spec);
    }

    private static String[] synopsis() {
        List<String> lines = new ArrayList<>(List.of("nftproxy [flags]"));
        for (SubcommandName name : SubcommandName.values()) {
            lines.add(
                    "       nftproxy %-8s [arguments]   %s".formatted(name.word(), name.summary()));
        }
        return lines.toArray(String[]::new);
    }

    private static ArgGroupSpec argGroup(FlagGroup group, List<OptionSpec> options, int order) {
        ArgGroupSpec.Builder builder =
                ArgGroupSpec.builder()
                        .heading(options.getFirst().hidden() ? "" : "%n" + group.heading() + "%n")
                        .exclusive(false)
                        .validate(false)
                        .order(order);
        options.forEach(builder::addArg);
        return builder.build();
    }

    private static OptionSpec option(Flag flag) {
        return OptionSpec.builder(names(flag))
                .type(String.class)
                .arity(flag.shape() == Shape.SWITCH ? "0..1" : "1")
                .paramLabel(flag.valueName())
                .hidden(flag.group() == FlagGroup.WITHOUT_EFFECT)
                .description(description(flag).replace("%", "%%"))
                .build();
    }

    private static String[] names(Flag flag) {
        return switch (flag.name()) {
            case "v" -> new String[] {"-v", "--v"};
            case "help" -> new String[] {"-h", "--help"};
            default -> new String[] {flag.typed()};
        };
    }

    private static String description(Flag flag) {
        String shown = flag.defaultText();
        return shown.isEmpty() ? flag.meaning() : flag.meaning() + " [" + shown + "]";
    }

    private static String withoutEffect() {
        return Flags.ALL.stream()
                .filter(flag -> flag.group() == FlagGroup.WITHOUT_EFFECT)
                .map(Flag::typed)
                .collect(Collectors.joining(", "));
    }
}
