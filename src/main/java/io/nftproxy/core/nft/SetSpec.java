package io.nftproxy.core.nft;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The declaration of a set or map, without its elements.
 *
 * @param key the fields of its key, in order; empty if the kernel holds a set of a kind that is
 *     never written here. Without typeof each is the {@link Field#standingFor} its type
 * @param data what it maps to
 * @param typeof whether it is declared by {@code typeof} expressions rather than type names
 * @param sizeHint {@code NFTA_SET_DESC_SIZE}, a hard cap; 0 for a growing table without one
 * @param timeoutMs default timeout of elements; 0 if none
 */
public record SetSpec(
        String name,
        List<Field> key,
        Data data,
        boolean typeof,
        Set<Flag> flags,
        int sizeHint,
        long timeoutMs) {

    /** {@code flags} of a set. */
    public enum Flag {
        INTERVAL,
        TIMEOUT,
        DYNAMIC
    }

    /** What elements map to. */
    public sealed interface Data {
        /** A plain set. */
        record None() implements Data {}

        /** A verdict map. */
        record Verdicts() implements Data {}

        /** A data map. */
        record Fields(List<Field> fields) implements Data {
            public Fields {
                fields = List.copyOf(fields);
            }
        }

        Data NONE = new None();
        Data VERDICTS = new Verdicts();
    }

    public SetSpec {
        key = typeof ? List.copyOf(key) : standIns(key);
        data =
                data instanceof Data.Fields(List<Field> fields) && !typeof
                        ? new Data.Fields(standIns(fields))
                        : data;
        flags = Set.copyOf(flags);
    }

    private static List<Field> standIns(List<Field> fields) {
        List<Field> standIns = new ArrayList<>(fields.size());
        for (Field field : fields) {
            standIns.add(requireNonNull(Field.standingFor(field.type())));
        }
        return List.copyOf(standIns);
    }

    /** A set of a kind that is never written here, so it equals no set that is. */
    public static SetSpec unknown(String name) {
        return new SetSpec(name, List.of(), Data.NONE, false, Set.of(), 0, 0);
    }

    /** A plain set declared by type names. */
    public static SetSpec set(String name, Field... key) {
        return new SetSpec(name, List.of(key), Data.NONE, false, Set.of(), 0, 0);
    }

    /** A verdict map declared by type names. */
    public static SetSpec verdictMap(String name, Field... key) {
        return new SetSpec(name, List.of(key), Data.VERDICTS, false, Set.of(), 0, 0);
    }

    /** Returns an interval set declared by type names. */
    public static SetSpec intervals(String name, Field... key) {
        return new SetSpec(name, List.of(key), Data.NONE, false, Set.of(Flag.INTERVAL), 0, 0);
    }

    /** Returns a data map declared by {@code typeof}. */
    public static SetSpec typeofMap(String name, List<Field> key, Field... data) {
        return new SetSpec(name, key, new Data.Fields(List.of(data)), true, Set.of(), 0, 0);
    }

    public SetSpec withSizeHint(int size) {
        return new SetSpec(name, key, data, typeof, flags, size, timeoutMs);
    }

    public boolean isMap() {
        return !(data instanceof Data.None);
    }

    /** Whether packets add elements. */
    public boolean isDynamic() {
        return flags.contains(Flag.DYNAMIC);
    }

    /** Whether its elements are the starts and ends of intervals, in turn. */
    public boolean isIntervals() {
        return flags.contains(Flag.INTERVAL) && !isConcatenation();
    }

    public boolean isConcatenation() {
        return key.size() > 1;
    }

    /** The key's length with every field of a concatenation padded to 4 bytes. */
    public int keyLengthBytes() {
        return lengthOf(key);
    }

    /** Length of fields in registers: a single one keeps its own length, several are padded. */
    public static int lengthOf(List<Field> fields) {
        if (fields.size() == 1) {
            return fields.getFirst().type().lengthBytes();
        }
        int length = 0;
        for (Field field : fields) {
            length += field.type().paddedBytes();
        }
        return length;
    }
}
