package io.nftproxy.config.flags;

import io.nftproxy.config.flags.Flag.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parser of command lines, with the rules of Go programs such as kube-proxy.
 *
 * <p>A switch never takes the next argument as its value; any other flag without an equals sign
 * always does, even if that looks like a flag ({@code --oom-score-adj -999}). Words may be joined
 * by underscores ({@code --cluster_cidr}); {@code --} ends the flags. A flag may be given more than
 * once. Command-line libraries for Java differ in each of these rules.
 */
final class GoArguments {
    private static final Map<String, Flag> BY_NAME = new HashMap<>();

    static {
        Flags.ALL.forEach(flag -> BY_NAME.put(flag.name(), flag));
    }

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
        Flag flag = name.startsWith("--") ? BY_NAME.get(name.substring(2).replace('_', '-')) : null;
        if (flag == null) {
            errors.add("unknown flag " + name + guess(name));
        } else if (equals >= 0) {
            add(flag, argument.substring(equals + 1));
        } else if (flag.shape() == Shape.SWITCH) {
            add(flag, "true");
        } else if (rest.hasNext()) {
            add(flag, rest.next());
        } else {
            errors.add(flag.typed() + " needs a value");
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
