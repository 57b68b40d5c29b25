package io.nftproxy.config.flags;

import io.nftproxy.config.FieldType.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code --help}. */
final class FlagHelp {
    private static final int WIDTH = 100;

    /** The column of descriptions; that of a flag with a longer name starts on the next line. */
    private static final int DESCRIPTION = 36;

    private FlagHelp() {}

    /** Returns the help: flags with descriptions by group, those without effect by name only. */
    static String text() {
        StringBuilder text = new StringBuilder("Usage: nftproxy [flags]\n");
        for (SubcommandName name : SubcommandName.values()) {
            text.append("       nftproxy %-9s ".formatted(name.word()));
            text.append("[arguments]   ").append(name.summary()).append('\n');
        }
        text.append(
                """

                Keeps this node's nftables rules for Services in sync with the API server. Accepts the flags
                and configuration files of kube-proxy.
                """);
        Flags.byGroup()
                .forEach(
                        (heading, flags) -> {
                            text.append('\n').append(heading).append('\n');
                            if (heading.equals(Flags.WITHOUT_EFFECT)) {
                                text.append("  ");
                                wrap(names(flags), 2, text);
                            } else {
                                flags.forEach(flag -> append(flag, text));
                            }
                        });
        return text.toString();
    }

    private static String names(List<Flag> flags) {
        return flags.stream().map(Flag::typed).collect(Collectors.joining(", "));
    }

    private static void append(Flag flag, StringBuilder text) {
        String head = "  " + names(flag);
        text.append(head);
        if (head.length() < DESCRIPTION) {
            text.repeat(' ', DESCRIPTION - head.length());
        } else {
            text.append('\n').repeat(' ', DESCRIPTION);
        }
        String shown = flag.defaultText().isEmpty() ? "" : " [" + flag.defaultText() + "]";
        wrap(flag.meaning() + shown, DESCRIPTION, text);
    }

    /** Returns the names, {@code --config=FILE}, {@code -v, --v=N} or {@code -h, --help[=BOOL]}. */
    private static String names(Flag flag) {
        String letter =
                flag.equals(Flags.HELP) ? "-h, " : flag.name().equals("v") ? "-v, " : "    ";
        String value = "=" + flag.valueName();
        return letter + flag.typed() + (flag.shape() == Shape.SWITCH ? "[" + value + "]" : value);
    }

    /** Appends words on one or more lines, from this column on. */
    private static void wrap(String words, int column, StringBuilder text) {
        int at = column;
        for (String word : words.split(" ")) {
            if (at > column && at + 1 + word.length() > WIDTH) {
                text.append('\n').repeat(' ', column);
                at = column;
            } else if (at > column) {
                text.append(' ');
                at++;
            }
            text.append(word);
            at += word.length();
        }
        text.append('\n');
    }
}
