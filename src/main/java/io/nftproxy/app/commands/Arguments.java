package io.nftproxy.app.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a command, with flags as kubectl has them: {@code -n shop}, {@code -n=shop},
 * {@code -nshop}, {@code --namespace shop}, {@code --namespace=shop}.
 *
 * @param words the arguments that are no flags
 * @param flags the values by long name, {@code namespace}; {@code true} for a switch
 */
record Arguments(List<String> words, Map<String, String> flags) {
    private static final Map<String, String> LONG_NAMES =
            Map.of("-n", "namespace", "-o", "output", "-f", "filename", "-h", "help");
    private static final Set<String> SWITCHES = Set.of("help", "wide", "follow");

    /**
     * Parses arguments.
     *
     * @param known the long names of the flags that the command has
     */
    static Arguments parse(List<String> arguments, Set<String> known) throws UsageProblem {
        List<String> words = new ArrayList<>();
        Map<String, String> flags = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (!argument.startsWith("-") || argument.equals("-")) {
                words.add(argument);
                continue;
            }
            boolean isLong = argument.startsWith("--");
            int equals = argument.indexOf('=');
            int end = equals >= 0 ? equals : isLong ? argument.length() : 2;
            String typed = argument.substring(0, end);
            String name = isLong ? typed.substring(2) : LONG_NAMES.getOrDefault(typed, typed);
            if (!known.contains(name)) {
                throw new UsageProblem("unknown flag: " + typed);
            }
            String value = argument.substring(equals >= 0 ? equals + 1 : end);
            if (SWITCHES.contains(name)) {
                value = equals >= 0 ? value : "true";
            } else if (value.isEmpty() && equals < 0) {
                if (!rest.hasNext()) {
                    throw new UsageProblem("flag needs a value: " + typed);
                }
                value = rest.next();
            }
            flags.put(name, value);
        }
        return new Arguments(words, flags);
    }

    /** Returns the value of a flag; empty if it was not given. */
    String flag(String name) {
        return flags.getOrDefault(name, "");
    }

    boolean isOn(String name) {
        return flag(name).equals("true");
    }

    /** Returns whether the output is this one: {@code json} or {@code wide}. */
    boolean isOutput(String output) {
        return flag("output").equals(output) || isOn(output);
    }
}
