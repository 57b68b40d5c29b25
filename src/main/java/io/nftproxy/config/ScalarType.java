package io.nftproxy.config;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of numbers and switches.
 *
 * @param allowed the allowed values, for the message "must be ..."
 * @param yaml parses a value of a file; null if invalid
 * @param text parses a flag; null if invalid
 */
record ScalarType<T>(
        String description,
        String allowed,
        boolean isSwitch,
        Reader<Object, T> yaml,
        Reader<String, T> text,
        Function<T, Object> writer)
        implements FieldType<T> {
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");

    /** True or false. */
    static final FieldType<Boolean> SWITCH =
            new ScalarType<>(
                    "true or false",
                    "true or false",
                    true,
                    value -> value instanceof Boolean on ? on : ofOldYaml(value),
                    GoBoolean::parse,
                    on -> on);

    /** Decimal numbers. */
    static final FieldType<Double> DECIMAL =
            new ScalarType<>(
                    "number",
                    "a number",
                    false,
                    value -> value instanceof Number number ? finite(number.doubleValue()) : null,
                    text -> finite(Double.parseDouble(text)),
                    ScalarType::wholeIfItIs);

    /** Kubernetes quantities, {@code 64Ki} or a plain number. Kept as text, as none is used. */
    static final FieldType<String> QUANTITY_TEXT =
            new ScalarType<>(
                    "quantity",
                    "a quantity such as 0 or 64Ki",
                    false,
                    value -> quantity(value.toString()),
                    ScalarType::quantity,
                    text -> text);

    /** Parses a value; null if invalid. */
    interface Reader<F, T> {
        @Nullable T read(F from);
    }

    /** Returns the type of whole numbers of a range, both ends included. */
    static FieldType<Integer> number(int min, int max) {
        String description =
                max == Integer.MAX_VALUE ? "number from " + min : "number, " + min + " to " + max;
        return new ScalarType<>(
                description,
                "a " + description,
                false,
                value -> value instanceof Long number ? inRange(number, min, max) : null,
                text -> inRange(Long.parseLong(text), min, max),
                number -> number);
    }

    private static @Nullable Integer inRange(long number, int min, int max) {
        return number >= min && number <= max ? (int) number : null;
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static Object wholeIfItIs(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? (Object) (long) number : number;
    }

    private static @Nullable String quantity(String text) {
        return QUANTITY.matcher(text).matches() ? text : null;
    }

    /** Parses the further words of YAML 1.1, which Kubernetes accepts. */
    private static @Nullable Boolean ofOldYaml(Object value) {
        return switch (value.toString()) {
            case "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> null;
        };
    }

    @Override
    public @Nullable T ofYaml(Object value, Problems problems) {
        return checked(yaml.read(value), value, problems);
    }

    @Override
    public @Nullable T ofText(String given, Problems problems) {
        try {
            return checked(text.read(given), given, problems);
        } catch (NumberFormatException _) {
            return checked(null, given, problems);
        }
    }

    private @Nullable T checked(@Nullable T read, Object value, Problems problems) {
        if (read == null) {
            problems.add(value, "must be " + allowed);
        }
        return read;
    }

    @Override
    public Object toYaml(T value) {
        return writer.apply(value);
    }
}
