package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.DataType;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.kernel.netlink.AttributeReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decoder of set declarations, from {@link SetCodec} or another program. */
final class SetDecoder {
    private static final int KNOWN_FLAGS =
            SetCodec.NFT_SET_INTERVAL
                    | SetCodec.NFT_SET_MAP
                    | SetCodec.NFT_SET_TIMEOUT
                    | SetCodec.NFT_SET_EVAL;

    private String name = "";
    private int flags;
    private int keyType;
    private int keyLength;
    private int dataType;
    private int dataLength;
    private int size;
    private byte[] userData = {};
    private boolean foreign;
    private long count = RulesetDecoder.UNKNOWN;

    private SetDecoder() {}

    /**
     * A decoded set.
     *
     * @param anonymous whether it is part of a single rule
     * @param count number of elements; {@link RulesetDecoder#UNKNOWN} if the kernel does not report
     *     it
     */
    record Decoded(boolean anonymous, SetSpec set, long count) {}

    static Decoded decode(AttributeReader reader) {
        SetDecoder decoder = new SetDecoder();
        decoder.read(reader);
        boolean anonymous = (decoder.flags & SetCodec.NFT_SET_ANONYMOUS) != 0;
        return new Decoded(anonymous, decoder.set(), decoder.count);
    }

    private void read(AttributeReader reader) {
        while (reader.next()) {
            switch (reader.type()) {
                case SetCodec.NFTA_SET_NAME -> name = reader.string();
                case SetCodec.NFTA_SET_FLAGS -> flags = reader.u32();
                case SetCodec.NFTA_SET_KEY_TYPE -> keyType = reader.u32();
                case SetCodec.NFTA_SET_KEY_LEN -> keyLength = reader.u32();
                case SetCodec.NFTA_SET_DATA_TYPE -> dataType = reader.u32();
                case SetCodec.NFTA_SET_DATA_LEN -> dataLength = reader.u32();
                case SetCodec.NFTA_SET_DESC ->
                        size = reader.nested().u32(SetCodec.NFTA_SET_DESC_SIZE, 0);
                case SetCodec.NFTA_SET_USERDATA -> userData = reader.bytes();
                case SetCodec.NFTA_SET_COUNT -> count = Integer.toUnsignedLong(reader.u32());
                case SetCodec.NFTA_SET_POLICY,
                        SetCodec.NFTA_SET_TIMEOUT,
                        SetCodec.NFTA_SET_GC_INTERVAL,
                        SetCodec.NFTA_SET_EXPR,
                        SetCodec.NFTA_SET_EXPRESSIONS ->
                        foreign = true;
                default -> {}
            }
        }
    }

    /** Returns a set without key fields if nftproxy never writes its kind. */
    private SetSpec set() {
        byte[] typeofKey = UserData.find(userData, SetCodec.UDATA_KEY_TYPEOF);
        List<Field> typeof = typeofKey == null ? null : FieldCodec.decode(typeofKey);
        List<Field> key = typeof == null ? fields(keyType) : typeof;
        SetSpec.Data data = data(typeof != null);
        if (key == null
                || data == null
                || (flags & ~KNOWN_FLAGS) != 0
                || foreign
                || UserData.find(userData, SetCodec.UDATA_COMMENT) != null
                || SetSpec.lengthOf(key) != keyLength) {
            return SetSpec.unknown(name);
        }
        return new SetSpec(name, key, data, typeof != null, flags(), size);
    }

    private SetSpec.@Nullable Data data(boolean typeof) {
        if ((flags & SetCodec.NFT_SET_MAP) == 0) {
            return SetSpec.Data.NONE;
        }
        if (dataType == SetCodec.VERDICT_TYPE) {
            return SetSpec.Data.VERDICTS;
        }
        byte[] typeofData = UserData.find(userData, SetCodec.UDATA_DATA_TYPEOF);
        List<Field> fields =
                typeof && typeofData != null ? FieldCodec.decode(typeofData) : fields(dataType);
        return fields == null || SetSpec.lengthOf(fields) != dataLength
                ? null
                : new SetSpec.Data.Fields(fields);
    }

    private Set<SetSpec.Flag> flags() {
        Set<SetSpec.Flag> set = EnumSet.noneOf(SetSpec.Flag.class);
        if ((flags & SetCodec.NFT_SET_INTERVAL) != 0) {
            set.add(SetSpec.Flag.INTERVAL);
        }
        if ((flags & SetCodec.NFT_SET_TIMEOUT) != 0) {
            set.add(SetSpec.Flag.TIMEOUT);
        }
        if ((flags & SetCodec.NFT_SET_EVAL) != 0) {
            set.add(SetSpec.Flag.DYNAMIC);
        }
        return set;
    }

    /** Returns the fields for a type's number; null if one of them is unknown. */
    private static @Nullable List<Field> fields(int typeNumber) {
        List<Field> fields = new ArrayList<>();
        int number = typeNumber;
        while (number != 0) {
            Field field = field(number & SetCodec.TYPE_MASK);
            if (field == null) {
                return null;
            }
            fields.add(field);
            number >>>= SetCodec.TYPE_BITS;
        }
        Collections.reverse(fields);
        return fields.isEmpty() ? null : fields;
    }

    private static @Nullable Field field(int typeNumber) {
        for (DataType type : DataType.values()) {
            if (type.number() == typeNumber) {
                return Field.standingFor(type);
            }
        }
        return null;
    }
}
