package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FieldType.Shape;
import io.nftproxy.config.FlagValues;
import io.nftproxy.config.GoBoolean;
import io.nftproxy.config.ListenAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The flags of one command line.
 *
 * @param texts the values of each given flag, in order; never an empty list
 */
record GivenFlags(Map<Flag, List<String>> texts) {
    /** Returns the value of a flag: the last one, or all of a list joined; empty if not given. */
    String text(Flag flag) {
        List<String> given = texts.getOrDefault(flag, List.of(""));
        return flag.shape() == Shape.LIST
                ? given.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(","))
                : given.getLast();
    }

    /**
     * Returns whether a switch without a field is on.
     *
     * @param errors receives a line if its value is invalid
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
     * Returns all fields that are set.
     *
     * @param errors receives a line for an invalid port
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

    /** Applies a deprecated port flag: 0 disables the server, others complete an address. */
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
        // An invalid address stays, for the message about it.
        ListenAddress address = ListenAddress.parse(fields.getOrDefault(field, host), port.port());
        if (address != null) {
            fields.put(field, address.toString());
        }
    }

    /** Returns the fields that are set and override a file. */
    FlagValues valuesBesideFile() {
        return new FlagValues(Flags.byField(), fields(Flags::countsBesideFile));
    }

    /** Returns the given flags that are ignored with a file. */
    List<String> ignoredBesideFile() {
        return texts.keySet().stream()
                .filter(flag -> !Flags.countsBesideFile(flag))
                .map(Flag::typed)
                .toList();
    }

    /**
     * Returns given and default values of all flags by name, without those of a file. Flags of
     * former libraries are included only if they were given.
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
        // Empty means unset: a shell expands a missing variable to it.
        fields.remove(ConfigFields.HOSTNAME_OVERRIDE, "");
        return fields;
    }
}
