package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigField.Use;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FieldType.Shape;
import io.nftproxy.config.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A flag: a row of {@code flags.txt}.
 *
 * @param name without dashes, {@code cluster-cidr}
 * @param shape the form of its value
 * @param valueName the placeholder in the help, {@code CIDR}
 * @param defaultText the default value; empty for none
 * @param sets the configuration fields that it sets; empty for a flag without a field
 */
public record Flag(
        String name,
        String group,
        Shape shape,
        String valueName,
        String defaultText,
        List<ConfigField<?>> sets,
        Use use,
        String meaning) {

    public Flag {
        sets = List.copyOf(sets);
    }

    /** Parses a row of the table, which may name several flags without a field. */
    static Stream<Flag> of(String group, String row) {
        List<String> cells = Table.cells(row, 5);
        String value = cells.get(1);
        boolean isSwitch = value.startsWith("[");
        String valueName = isSwitch ? value.substring(1, value.length() - 1) : value;
        List<ConfigField<?>> fields = new ArrayList<>();
        for (String path : cells.get(2).isEmpty() ? new String[0] : cells.get(2).split(" ")) {
            fields.add(ConfigFields.named(path));
        }
        if (!fields.isEmpty()) {
            ConfigField<?> first = fields.getFirst();
            return Stream.of(
                    new Flag(
                            cells.get(0),
                            group,
                            first.type().shape(),
                            valueName,
                            first.defaultText(),
                            fields,
                            first.use(),
                            first.meaning()));
        }
        Shape shape = isSwitch ? Shape.SWITCH : Shape.VALUE;
        Use use = group.equals(Flags.WITHOUT_EFFECT) ? Use.UNUSED : Use.USED;
        return Stream.of(cells.get(0).split(" "))
                .map(
                        name ->
                                new Flag(
                                        name,
                                        group,
                                        shape,
                                        valueName,
                                        cells.get(3),
                                        fields,
                                        use,
                                        cells.get(4)));
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
