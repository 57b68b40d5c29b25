package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigField.Use;
import java.util.ArrayList;
import java.util.List;

/**
 * A flag.
 *
 * @param name without dashes, {@code cluster-cidr}
 * @param group the heading in the help
 * @param shape the form of its value
 * @param valueName the placeholder in the help, {@code CIDR}
 * @param defaultText the default value; empty for none
 * @param sets the configuration fields that it sets; empty for a flag without a field
 * @param use the effect in nftproxy
 * @param meaning the description in the help
 */
public record Flag(
        String name,
        FlagGroup group,
        Shape shape,
        String valueName,
        String defaultText,
        List<ConfigField<?>> sets,
        Use use,
        String meaning) {

    /** The form of the value of a flag. */
    public enum Shape {
        /** {@code --flag=value} or {@code --flag value}; the last one is used. */
        VALUE,
        /** {@code --flag} for true, or {@code --flag=value}. */
        SWITCH,
        /** As a value, separated by commas; several flags add up. */
        LIST
    }

    public Flag {
        sets = List.copyOf(sets);
    }

    /** Returns a flag that sets a field. */
    static Flag of(String name, FlagGroup group, String valueName, ConfigField<?> field) {
        Shape shape =
                field.type().isSwitch()
                        ? Shape.SWITCH
                        : field.type().isList() ? Shape.LIST : Shape.VALUE;
        return new Flag(
                name,
                group,
                shape,
                valueName,
                field.defaultText(),
                List.of(field),
                field.use(),
                field.meaning());
    }

    /** Returns a switch that sets a field. */
    static Flag of(String name, FlagGroup group, ConfigField<?> field) {
        return of(name, group, "BOOL", field);
    }

    /** Returns a flag without a field. */
    static Flag process(String name, FlagGroup group, String valueName, String meaning) {
        return new Flag(name, group, Shape.VALUE, valueName, "", List.of(), Use.USED, meaning);
    }

    /** Returns the flag with one more field to set. */
    Flag and(ConfigField<?> field) {
        List<ConfigField<?>> all = new ArrayList<>(sets);
        all.add(field);
        return new Flag(name, group, shape, valueName, defaultText, all, use, meaning);
    }

    Flag shaped(Shape other) {
        return new Flag(name, group, other, valueName, defaultText, sets, use, meaning);
    }

    Flag defaultsTo(String text) {
        return new Flag(name, group, shape, valueName, text, sets, use, meaning);
    }

    Flag used(Use otherUse) {
        return new Flag(name, group, shape, valueName, defaultText, sets, otherUse, meaning);
    }

    /** Returns whether it is a flag of a library that kube-proxy no longer uses; not listed. */
    boolean isLeftOver() {
        return sets.isEmpty() && use == Use.UNUSED && defaultText.isEmpty();
    }

    /** Returns a value for {@code /flagz}: durations and switches as Go prints them. */
    String reported(String text) {
        if (sets.isEmpty()) {
            return text;
        }
        return switch (shape) {
            case VALUE, SWITCH -> sets.getFirst().normalised(text);
            // Go prints lists of strings in brackets, and maps without.
            case LIST -> valueName.contains("=") ? text : "[" + text + "]";
        };
    }

    /** Returns the name with its dashes. */
    public String typed() {
        return "--" + name;
    }
}
