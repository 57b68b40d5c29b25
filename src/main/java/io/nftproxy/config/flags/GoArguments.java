package io.nftproxy.config.flags;

import io.nftproxy.config.FieldType.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parser of command lines, with the rules of Go programs such as kube-proxy.
 *
 * <p>A switch never takes the next argument as its value; any other flag without an equals sign
 * always does, even if that looks like a flag ({@code --oom-score-adj -999}). Words may be joined
 * by underscores ({@code --cluster_cidr}); {@code --} ends the flags. A flag may be given more than
 * once. Command-line libraries for Java differ in each of these rules.
 */
final class GoArguments {
    private final Map<Flag, List<String>> given = new LinkedHashMap<>();
    private final List<String> errors;

    private GoArguments(List<String> errors) {
        this.errors = errors;
    }

    /**
     * Parses a command line.
     *
     * @param errors receives a line for each unknown argument and each flag without its value
     * @return the values of each given flag, both in the order of the command line
     */
    static Map<Flag, List<String>> parse(List<String> arguments, List<String> errors) {
        GoArguments found = new GoArguments(errors);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--")) {
                rest.forEachRemaining(found::unexpected);
            } else if (argument.startsWith("-") && !argument.equals("-")) {
                found.flag(longForm(argument), rest);
            } else {
                found.unexpected(argument);
            }
        }
        return found.given;
    }

    /**
     * Expands {@code -v4}, {@code -v=4} and {@code -v} to {@code --v}, {@code -h} to {@code
     * --help}.
     */
    private static String longForm(String argument) {
        if (argument.equals("-h")) {
            return Flags.HELP.typed();
        }
        if (!argument.startsWith("-v")) {
            return argument;
        }
        String value = argument.substring(argument.startsWith("-v=") ? 3 : 2);
        return argument.equals("-v") ? "--v" : "--v=" + value;
    }

    private void flag(String argument, Iterator<String> rest) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        Optional<Flag> named =
                name.startsWith("--")
                        ? Flags.named(name.substring(2).replace('_', '-'))
                        : Optional.empty();
        if (named.isEmpty()) {
            errors.add("unknown flag " + name + guess(name));
        } else if (equals >= 0) {
            add(named.get(), argument.substring(equals + 1));
        } else if (named.get().shape() == Shape.SWITCH) {
            add(named.get(), "true");
        } else if (rest.hasNext()) {
            add(named.get(), rest.next());
        } else {
            errors.add(named.get().typed() + " needs a value");
        }
    }

    private static String guess(String name) {
        List<String> names = Flags.ALL.stream().map(Flag::typed).toList();
        return Spelling.closest(name, names)
                .map(close -> ", did you mean " + close + "?")
                .orElse("");
    }

    private void add(Flag flag, String text) {
        given.computeIfAbsent(flag, _ -> new ArrayList<>()).add(text);
    }

    private void unexpected(String argument) {
        errors.add("unexpected argument " + argument);
    }
}
