package io.nftproxy.core.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The declaration of a set or map, without its elements.
 *
 * @param key the fields of the key, in order; empty for a kind of set that nftproxy never writes.
 *     Without typeof, each is the {@link Field#standingFor} its type
 * @param data the kind of value
 * @param typeof whether it is declared by {@code typeof} expressions and not by type names
 * @param sizeHint {@code NFTA_SET_DESC_SIZE}, the maximum number of elements; 0 for no limit
 */
public record SetSpec(
        String name, List<Field> key, Data data, boolean typeof, Set<Flag> flags, int sizeHint) {

    /** {@code flags} of a set. */
    public enum Flag {
        INTERVAL,
        TIMEOUT,
        DYNAMIC
    }

    /** The kind of value that elements have. */
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
            standIns.add(Field.standingFor(field.type()));
        }
        return List.copyOf(standIns);
    }

    /**
     * Returns the declaration of a kind of set that nftproxy never writes; it equals no other
     * declaration.
     */
    public static SetSpec unknown(String name) {
        return new SetSpec(name, List.of(), Data.NONE, false, Set.of(), 0);
    }

    /** Returns a plain set declared by type names. */
    public static SetSpec set(String name, Field... key) {
        return new SetSpec(name, List.of(key), Data.NONE, false, Set.of(), 0);
    }

    /** Returns a verdict map declared by type names. */
    public static SetSpec verdictMap(String name, Field... key) {
        return new SetSpec(name, List.of(key), Data.VERDICTS, false, Set.of(), 0);
    }

    /** Returns an interval set declared by type names. */
    public static SetSpec intervals(String name, Field... key) {
        return new SetSpec(name, List.of(key), Data.NONE, false, Set.of(Flag.INTERVAL), 0);
    }

    /** Returns a data map declared by {@code typeof}. */
    public static SetSpec typeofMap(String name, List<Field> key, Field... data) {
        return new SetSpec(name, key, new Data.Fields(List.of(data)), true, Set.of(), 0);
    }

    public boolean isMap() {
        return !(data instanceof Data.None);
    }

    /** Returns whether packets add elements. */
    public boolean isDynamic() {
        return flags.contains(Flag.DYNAMIC);
    }

    /** Returns whether the elements are starts and ends of intervals. */
    public boolean isIntervals() {
        return flags.contains(Flag.INTERVAL);
    }

    public boolean isConcatenation() {
        return key.size() > 1;
    }

    /** Returns the length of a key, with every field of a concatenation padded to 4 bytes. */
    public int keyLengthBytes() {
        return lengthOf(key);
    }

    /**
     * Returns the length of fields in registers: one field keeps its own length, several are
     * padded.
     */
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
