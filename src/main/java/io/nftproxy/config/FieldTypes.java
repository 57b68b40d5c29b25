package io.nftproxy.config;

import io.nftproxy.config.FieldType.Shape;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of fields by their names in {@code fields.txt}. */
final class FieldTypes {
    private static final Pattern MINOR_RELEASE = Pattern.compile("\\d{1,4}\\.\\d{1,4}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:([-+])(\\d{1,5}))?");
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");
    private static final String DURATION = "must be a duration with a unit, such as 30s or 1h15m";

    /** True or false. */
    static final FieldType<Boolean> SWITCH =
            FieldType.scalar(
                    "true or false",
                    Shape.SWITCH,
                    "true or false",
                    value -> value instanceof Boolean on ? on : ofOldYaml(value),
                    GoBoolean::parse,
                    on -> on);

    private FieldTypes() {}

    /** Returns a type, for example {@code duration} or {@code number 0 31}. */
    static FieldType<?> named(String name) {
        String[] words = name.split(" ");
        return switch (words[0]) {
            case "string" -> words("string", "a string, in quotes", text -> text);
            case "IP" ->
                    FieldType.text(
                            "IP address", "an IP address", IpAddress::parse, IpAddress::toString);
            case "mode" -> oneOf(ProxyMode.values(), ProxyMode::text);
            case "detectLocalMode" -> oneOf(DetectLocalMode.values(), DetectLocalMode::text);
            case "logFormat" -> oneOf(LogFormat.values(), LogFormat::text);
            case "scheduler" -> scheduler();
            case "release" ->
                    words(
                            "minor release",
                            "a minor release such as 1.35, in quotes",
                            text -> text.isEmpty() ? text : matching(MINOR_RELEASE, text));
            case "portRange" ->
                    words(
                            "port range",
                            "a port, first-last or first+more",
                            text -> isPortRange(text) ? text : null);
            case "listen" -> listenAddress(Integer.parseInt(words[1]));
            case "CIDR" -> words[1].equals("pair") ? cidrPair() : ListTypes.CIDRS;
            case "switch" -> SWITCH;
            case "number" ->
                    number(
                            Integer.parseInt(words[1]),
                            words.length < 3 ? Integer.MAX_VALUE : Integer.parseInt(words[2]));
            case "decimal" -> decimal();
            case "quantity" -> quantity();
            case "duration" -> duration(false, words.length > 1);
            case "signed" -> duration(true, false);
            case "nodePortAddresses" -> ListTypes.NODE_PORT_ADDRESSES;
            case "featureGates" -> ListTypes.FEATURE_GATES;
            case "vmodule" -> ListTypes.VMODULES;
            default -> throw new IllegalArgumentException("unknown type " + name);
        };
    }

    /** Returns the type of {@link Scheduler} names, which includes those of ipvs. */
    private static FieldType<String> scheduler() {
        return words(
                "scheduler",
                "random, rr, sh or mh",
                text -> text.isEmpty() || Scheduler.nearest(text) != null ? text : null);
    }

    /** Returns a type of text that is kept as it is. */
    private static FieldType<String> words(
            String description, String allowed, FieldType.Reader<String, String> reader) {
        return FieldType.text(description, allowed, reader, text -> text);
    }

    private static @Nullable String matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? text : null;
    }

    /** Returns the type of one of a few words; the empty one is not listed. */
    private static <E> FieldType<E> oneOf(E[] values, Function<E, String> word) {
        List<E> all = List.of(values);
        String allowed =
                all.stream()
                        .map(word)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", ", "one of ", ""));
        return FieldType.text(
                allowed,
                allowed,
                text -> {
                    for (E value : all) {
                        if (word.apply(value).equals(text)) {
                            return value;
                        }
                    }
                    return null;
                },
                word::apply);
    }

    /** Returns the type of a listen address. Empty text, of a flag only, means no server. */
    private static FieldType<Optional<ListenAddress>> listenAddress(int defaultPort) {
        return FieldType.text(
                "IP:port",
                "IP:port with an IP address and a port from 1 to 65535",
                text -> {
                    ListenAddress address = ListenAddress.parse(text, defaultPort);
                    return address == null && !text.isEmpty() ? null : Optional.ofNullable(address);
                },
                address -> address.map(ListenAddress::toString).orElse(""));
    }

    private static FieldType<List<Cidr>> cidrPair() {
        String pair = "CIDR, or one of each family with a comma between";
        return FieldType.text(
                pair,
                "a " + pair,
                FieldTypes::cidrPair,
                cidrs -> cidrs.stream().map(Cidr::toString).collect(Collectors.joining(",")));
    }

    private static @Nullable List<Cidr> cidrPair(String text) {
        List<Cidr> cidrs = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Cidr cidr = Cidr.parse(part.strip());
            if (cidr == null) {
                return null;
            }
            cidrs.add(cidr);
        }
        long families = cidrs.stream().map(Cidr::family).distinct().count();
        return families == cidrs.size() ? cidrs : null;
    }

    private static boolean isPortRange(String text) {
        var match = RANGE.matcher(text);
        if (!match.matches()) {
            return text.isEmpty();
        }
        int first = Integer.parseInt(match.group(1));
        int second = match.group(3) == null ? first : Integer.parseInt(match.group(3));
        int last = "+".equals(match.group(2)) ? first + second : second;
        return first <= last && last <= 65535;
    }

    /** Parses the further words of YAML 1.1, which Kubernetes accepts. */
    private static @Nullable Boolean ofOldYaml(Object value) {
        return switch (value.toString()) {
            case "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> null;
        };
    }

    /** Returns the type of whole numbers of a range, both ends included. */
    static FieldType<Integer> number(int min, int max) {
        String description =
                max == Integer.MAX_VALUE ? "number from " + min : "number, " + min + " to " + max;
        return FieldType.scalar(
                description,
                Shape.VALUE,
                "a " + description,
                value -> value instanceof Long number ? inRange(number, min, max) : null,
                text -> inRange(Long.parseLong(text), min, max),
                number -> number);
    }

    private static @Nullable Integer inRange(long number, int min, int max) {
        return number >= min && number <= max ? (int) number : null;
    }

    private static FieldType<Double> decimal() {
        return FieldType.scalar(
                "number",
                Shape.VALUE,
                "a number",
                value -> value instanceof Number number ? finite(number.doubleValue()) : null,
                text -> finite(Double.parseDouble(text)),
                FieldTypes::wholeIfItIs);
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static Object wholeIfItIs(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? (Object) (long) number : number;
    }

    /** Returns the type of {@code 64Ki} or a plain number. Kept as text, as none is used. */
    private static FieldType<String> quantity() {
        return FieldType.scalar(
                "quantity",
                Shape.VALUE,
                "a quantity such as 0 or 64Ki",
                value -> matching(QUANTITY, value.toString()),
                text -> matching(QUANTITY, text),
                text -> text);
    }

    /**
     * Returns the type of Go's durations.
     *
     * @param signed whether negative durations are allowed
     * @param numbersAreNanos whether a plain number is allowed, as nanoseconds
     */
    private static FieldType<Duration> duration(boolean signed, boolean numbersAreNanos) {
        FieldType.Parser<String, Duration> ofText =
                (text, problems) -> checked(GoDuration.parse(text), signed, text, problems);
        return new FieldType<>(
                "duration",
                Shape.VALUE,
                (value, problems) ->
                        switch (value) {
                            case String text -> ofText.parse(text, problems);
                            case Long nanos when numbersAreNanos ->
                                    checked(Duration.ofNanos(nanos), signed, nanos, problems);
                            default -> problems.reject(value, DURATION);
                        },
                ofText,
                GoDuration::format);
    }

    private static @Nullable Duration checked(
            @Nullable Duration duration, boolean signed, Object given, Problems problems) {
        if (duration == null) {
            return problems.reject(given, DURATION);
        }
        return duration.isNegative() && !signed
                ? problems.reject(given, "must not be negative")
                : duration;
    }
}
