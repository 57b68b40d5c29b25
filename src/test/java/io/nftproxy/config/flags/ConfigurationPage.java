package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigField.Zero;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FeatureGate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of docs/configuration.md. */
final class ConfigurationPage {
    private ConfigurationPage() {}

    /** Returns the page with new tables; text outside of markers is kept. */
    static String renewed(String page) {
        String fields = replaced(page, "fields", fields());
        return replaced(replaced(fields, "flags", flags()), "gates", gates());
    }

    private static String replaced(String page, String name, String table) {
        String begin = "<!-- begin " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- end " + name + " -->");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no markers for " + name);
        }
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }

    private static String fields() {
        Map<String, String> sections = new LinkedHashMap<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            int dot = field.path().lastIndexOf('.');
            String section = dot < 0 ? "Top level" : "`" + field.path().substring(0, dot) + "`";
            sections.merge(section, row(field), String::concat);
        }
        return sections.entrySet().stream()
                        .map(
                                entry ->
                                        "\n### %s\n\n%s"
                                                .formatted(
                                                        entry.getKey(),
                                                        head(
                                                                        "field",
                                                                        "type",
                                                                        "default",
                                                                        "meaning",
                                                                        "in nftproxy")
                                                                + entry.getValue()))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String word(ConfigField.Use use) {
        return switch (use) {
            case USED -> "used";
            case DIFFERS -> "differs";
            case OTHER_MODE -> "other modes";
            case UNUSED -> "accepted, unused";
        };
    }

    private static String word(FeatureGate.Stage stage) {
        return switch (stage) {
            case ALPHA -> "alpha";
            case BETA -> "beta";
            case GA -> "GA";
            case LOCKED -> "GA, locked";
            case DEPRECATED -> "deprecated";
        };
    }

    private static String row(ConfigField<?> field) {
        String name = field.path().substring(field.path().lastIndexOf('.') + 1);
        return line(
                code(name),
                field.type().description(),
                defaultOf(field),
                field.meaning(),
                word(field.use()));
    }

    private static String defaultOf(ConfigField<?> field) {
        boolean zeroIsUnset = field.zero() != Zero.KEPT;
        if (zeroIsUnset && field.defaultText().equals("0s")) {
            return "not set, also for zero";
        }
        return code(field.defaultText()) + (zeroIsUnset ? ", also for zero" : "");
    }

    private static String flags() {
        StringBuilder text = new StringBuilder();
        Flags.byGroup()
                .forEach(
                        (heading, flags) -> {
                            text.append("\n### %s\n\n".formatted(heading));
                            text.append(
                                    head(
                                            "flag",
                                            "default",
                                            "field in a file",
                                            "meaning",
                                            "in nftproxy"));
                            flags.forEach(flag -> text.append(row(flag)));
                        });
        return text.append('\n').toString();
    }

    private static String row(Flag flag) {
        String fields =
                flag.sets().stream()
                        .map(field -> code(field.path()))
                        .collect(Collectors.joining(", "));
        // The field's own row has the meaning.
        String meaning = flag.sets().isEmpty() ? flag.meaning() : "";
        return line(
                code(flag.typed()), code(flag.defaultText()), fields, meaning, word(flag.use()));
    }

    private static String gates() {
        StringBuilder text =
                new StringBuilder("\n").append(head("gate", "stage", "default", "meaning"));
        for (FeatureGate gate : FeatureGate.ALL) {
            if (!gate.meaning().isEmpty()) {
                String on = gate.enabledByDefault() ? "on" : "off";
                text.append(line(code(gate.name()), word(gate.stage()), on, gate.meaning()));
            }
        }
        return text.append('\n').toString();
    }

    private static String head(String... names) {
        return line(names) + "|---".repeat(names.length) + "|\n";
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
