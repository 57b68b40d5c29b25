package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FlagValues;
import io.nftproxy.config.GoBoolean;
import io.nftproxy.config.ListenAddress;
import io.nftproxy.config.flags.Flag.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The flags of one command line.
 *
 * @param texts what was given for each flag, in order; never an empty list
 */
record GivenFlags(Map<Flag, List<String>> texts) {
    /** The text of a flag: the last one, or all of a list's joined; empty if it is not given. */
    String text(Flag flag) {
        List<String> given = texts.getOrDefault(flag, List.of(""));
        return flag.shape() == Shape.LIST
                ? given.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(","))
                : given.getLast();
    }

    /**
     * Whether a switch of the process is on.
     *
     * @param errors gets a line if it is neither on nor off
     */
    boolean isOn(Flag flag, List<String> errors) {
        if (!texts.containsKey(flag)) {
            return false;
        }
        Boolean on = GoBoolean.parse(text(flag));
        if (on == null) {
            errors.add(flag.typed() + ": " + text(flag) + ": must be true or false");
        }
        return Boolean.TRUE.equals(on);
    }

    /**
     * All fields that are set.
     *
     * @param errors gets a line for a port that is none
     */
    FlagValues values(List<String> errors) {
        Map<ConfigField<?>, String> fields = fields(_ -> true);
        boolean ipv6 = fields.getOrDefault(ConfigFields.BIND_ADDRESS, "").contains(":");
        port(
                Flags.HEALTHZ_PORT,
                ConfigFields.HEALTHZ_BIND_ADDRESS,
                ipv6 ? "::" : "0.0.0.0",
                fields,
                errors);
        port(
                Flags.METRICS_PORT,
                ConfigFields.METRICS_BIND_ADDRESS,
                ipv6 ? "::1" : "127.0.0.1",
                fields,
                errors);
        return new FlagValues(Flags.byField(), fields);
    }

    /** The deprecated port flags: 0 is off, others complete an address that has no port. */
    private void port(
            Flag flag,
            ConfigField<?> field,
            String host,
            Map<ConfigField<?>, String> fields,
            List<String> errors) {
        if (!texts.containsKey(flag)) {
            return;
        }
        String text = text(flag);
        if (text.equals("0")) {
            fields.put(field, "");
            return;
        }
        ListenAddress port = ListenAddress.parse("0.0.0.0:" + text, 0);
        if (port == null) {
            errors.add(flag.typed() + ": " + text + ": must be a number, 0 to 65535");
            return;
        }
        // An address that cannot be read stays as it is, for the message about it.
        ListenAddress address = ListenAddress.parse(fields.getOrDefault(field, host), port.port());
        if (address != null) {
            fields.put(field, address.toString());
        }
    }

    /** The fields that are set and count beside a file. */
    FlagValues valuesBesideFile() {
        return new FlagValues(Flags.byField(), fields(Flags::countsBesideFile));
    }

    /** The flags that are given but do not count beside a file, as typed. */
    List<String> ignoredBesideFile() {
        return texts.keySet().stream()
                .filter(flag -> !Flags.countsBesideFile(flag))
                .map(Flag::typed)
                .toList();
    }

    /**
     * All flags by name with the values that they were given or have by default, whatever a file
     * says. Left-over flags are among them only if they were given.
     */
    Map<String, String> reported() {
        Map<String, String> values = new HashMap<>();
        for (Flag flag : Flags.ALL) {
            if (texts.containsKey(flag)) {
                values.put(flag.name(), flag.reported(text(flag)));
            } else if (!flag.isLeftOver()) {
                values.put(flag.name(), flag.reported(flag.defaultText()));
            }
        }
        return values;
    }

    private Map<ConfigField<?>, String> fields(Predicate<Flag> which) {
        Map<ConfigField<?>, String> fields = new HashMap<>();
        for (Flag flag : texts.keySet()) {
            if (which.test(flag)) {
                flag.sets().forEach(field -> fields.put(field, text(flag)));
            }
        }
        // Empty means unset: what a shell makes of a variable that it does not have.
        fields.remove(ConfigFields.HOSTNAME_OVERRIDE, "");
        return fields;
    }
}
