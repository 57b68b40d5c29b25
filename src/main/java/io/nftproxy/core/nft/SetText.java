package io.nftproxy.core.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The nft text of declarations and elements of sets and maps. */
final class SetText {
    private static final String CONCATENATION = " . ";

    private SetText() {}

    /** Returns {@code set} or {@code map}. */
    static String keyword(SetSpec set) {
        return set.isMap() ? "map" : "set";
    }

    /**
     * Returns the lines of a declaration, for example {@code type ipv4_addr} and {@code flags
     * interval}.
     */
    static List<String> declaration(SetSpec set) {
        List<String> lines = new ArrayList<>();
        lines.add((set.typeof() ? "typeof " : "type ") + types(set, set.key()) + dataType(set));
        if (set.sizeHint() != 0) {
            lines.add("size " + Integer.toUnsignedString(set.sizeHint()));
        }
        if (!set.flags().isEmpty()) {
            lines.add("flags " + flags(set));
        }
        return lines;
    }

    private static String dataType(SetSpec set) {
        return switch (set.data()) {
            case SetSpec.Data.None _ -> "";
            case SetSpec.Data.Verdicts _ -> " : verdict";
            case SetSpec.Data.Fields data -> " : " + types(set, data.fields());
        };
    }

    private static String types(SetSpec set, List<Field> fields) {
        return fields.stream()
                .map(field -> set.typeof() ? field.nftText() : field.type().nftName())
                .collect(Collectors.joining(CONCATENATION));
    }

    private static String flags(SetSpec set) {
        List<String> names = new ArrayList<>();
        for (SetSpec.Flag flag : set.flags()) {
            names.add(
                    switch (flag) {
                        case DYNAMIC -> "dynamic";
                        case INTERVAL -> "interval";
                        case TIMEOUT -> "timeout";
                    });
        }
        names.sort(Comparator.naturalOrder());
        return String.join(",", names);
    }

    /** Returns the text of each element, sorted by key; an interval gives one text. */
    static List<String> elements(SetSpec set, List<Element> elements) {
        List<Element> sorted = new ArrayList<>(elements);
        sorted.sort(order(set));
        if (set.isIntervals()) {
            return ranges(set, sorted);
        }
        return sorted.stream().map(element -> element(set, element)).toList();
    }

    /** Returns the text of elements with a timeout, of a set without intervals. */
    static List<String> expiringElements(SetSpec set, List<Element> elements, long timeoutMs) {
        String timeout = " timeout " + DurationText.of(timeoutMs);
        return elements.stream()
                .sorted(order(set))
                .map(element -> fields(set.key(), element.key()) + timeout + suffix(set, element))
                .toList();
    }

    /**
     * Orders by key; the end of an interval comes before the start of the next one, which may have
     * the same key.
     */
    private static Comparator<Element> order(SetSpec set) {
        return Comparator.<Element, Bytes>comparing(element -> sortable(set.key(), element.key()))
                .thenComparing(element -> !element.intervalEnd());
    }

    /**
     * Returns the key with host-order numbers converted to network order, so that it sorts by
     * value.
     */
    private static Bytes sortable(List<Field> fields, Bytes key) {
        byte[] bytes = key.toArray();
        int offset = 0;
        for (Field field : fields) {
            if (field.type() == DataType.INTEGER && offset + Integer.BYTES <= bytes.length) {
                Bytes.ofInt(key.hostIntAt(offset)).copyTo(bytes, offset);
            }
            offset += field.type().paddedBytes();
        }
        return Bytes.wrap(bytes);
    }

    private static List<String> ranges(SetSpec set, List<Element> sorted) {
        List<String> texts = new ArrayList<>();
        ValueKind kind = ValueKind.of(set.key().getFirst().type());
        Element start = null;
        for (Element element : sorted) {
            if (start != null) {
                Bytes last =
                        element.intervalEnd() ? before(element.key()) : ones(start.key().length());
                texts.add(RangeText.of(kind, start.key(), last) + suffix(set, start));
            } else if (element.intervalEnd() && !isZero(element.key())) {
                texts.add("<end " + kind.text(element.key()) + ">");
            }
            start = element.intervalEnd() ? null : element;
        }
        if (start != null) {
            Bytes last = ones(start.key().length());
            texts.add(RangeText.of(kind, start.key(), last) + suffix(set, start));
        }
        return texts;
    }

    private static boolean isZero(Bytes key) {
        return key.equals(Bytes.wrap(new byte[key.length()]));
    }

    private static Bytes ones(int length) {
        return PrefixMask.of(length * Byte.SIZE, length);
    }

    private static Bytes before(Bytes key) {
        byte[] bytes = key.toArray();
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i]-- == 0) {
            i--;
        }
        return Bytes.wrap(bytes);
    }

    private static String element(SetSpec set, Element element) {
        return fields(set.key(), element.key()) + suffix(set, element);
    }

    private static String suffix(SetSpec set, Element element) {
        String comment = element.comment();
        return (comment == null ? "" : " comment " + NftText.quoted(comment))
                + switch (element.value()) {
                    case ElementValue.None _ -> "";
                    case ElementValue.Data data -> " : " + data(set, data.bytes());
                    case Verdict verdict -> " : " + NftText.of(verdict);
                    case ElementValue.Opaque opaque -> " <unknown 0x" + opaque.attribute() + ">";
                };
    }

    private static String data(SetSpec set, Bytes data) {
        return set.data() instanceof SetSpec.Data.Fields(List<Field> fields)
                ? fields(fields, data)
                : "0x" + data;
    }

    private static String fields(List<Field> fields, Bytes bytes) {
        if (bytes.length() < SetSpec.lengthOf(fields)) {
            return "0x" + bytes;
        }
        StringJoiner text = new StringJoiner(CONCATENATION);
        int offset = 0;
        for (Field field : fields) {
            Bytes value = bytes.slice(offset, offset + field.type().lengthBytes());
            text.add(ValueKind.of(field.type()).text(value));
            offset += field.type().paddedBytes();
        }
        return text.toString();
    }
}
