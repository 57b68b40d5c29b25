package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigField.Use;
import java.util.ArrayList;
import java.util.List;

/**
 * One flag.
 *
 * @param name without dashes, {@code cluster-cidr}
 * @param group what it is about
 * @param shape how its value is given
 * @param valueName what stands for the value in the help, {@code CIDR}
 * @param defaultText its value if it is left out; empty for none
 * @param sets the fields of the configuration that it sets; none for flags that no file has
 * @param use what it does here
 * @param meaning for people
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

    /** How the value of a flag is given. */
    public enum Shape {
        /** {@code --flag=value} or {@code --flag value}; the last one counts. */
        VALUE,
        /** {@code --flag} for true, or {@code --flag=value}. */
        SWITCH,
        /** As a value, with commas; several add up. */
        LIST
    }

    public Flag {
        sets = List.copyOf(sets);
    }

    /** A flag that sets the same thing as a field. */
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

    /** A switch that sets the same thing as a field. */
    static Flag of(String name, FlagGroup group, ConfigField<?> field) {
        return of(name, group, "BOOL", field);
    }

    /** A flag of the process, which no field is like. */
    static Flag process(String name, FlagGroup group, String valueName, String meaning) {
        return new Flag(name, group, Shape.VALUE, valueName, "", List.of(), Use.USED, meaning);
    }

    /** The same, with a field more that it sets. */
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

    /**
     * Whether it is of libraries that kube-proxy has no more, and unknown to people who list flags.
     */
    boolean isLeftOver() {
        return sets.isEmpty() && use == Use.UNUSED && defaultText.isEmpty();
    }

    /** A value as {@code /flagz} shows it: durations and switches as Go prints them. */
    String reported(String text) {
        if (sets.isEmpty()) {
            return text;
        }
        return switch (shape) {
            case VALUE, SWITCH -> sets.getFirst().normalised(text);
            // Of Go's lists only those of strings are shown in brackets, not maps.
            case LIST -> valueName.contains("=") ? text : "[" + text + "]";
        };
    }

    /** With its dashes, as typed. */
    public String typed() {
        return "--" + name;
    }
}
