package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.DataType;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.List;

/** The codec of the declaration of a set or map ({@code enum nft_set_attributes}). */
final class SetCodec {
    static final int NFTA_SET_NAME = 2;
    static final int NFTA_SET_FLAGS = 3;
    static final int NFTA_SET_KEY_TYPE = 4;
    static final int NFTA_SET_KEY_LEN = 5;
    static final int NFTA_SET_DATA_TYPE = 6;
    static final int NFTA_SET_DATA_LEN = 7;
    static final int NFTA_SET_POLICY = 8;
    static final int NFTA_SET_DESC = 9;
    static final int NFTA_SET_ID = 10;
    static final int NFTA_SET_TIMEOUT = 11;
    static final int NFTA_SET_GC_INTERVAL = 12;
    static final int NFTA_SET_USERDATA = 13;

    /** Statements of elements, such as {@code counter}. */
    static final int NFTA_SET_EXPR = 17;

    static final int NFTA_SET_EXPRESSIONS = 18;

    /** Number of elements: kernel 6.18 reports it, 6.12 does not. */
    static final int NFTA_SET_COUNT = 20;

    static final int NFTA_SET_DESC_SIZE = 1;
    static final int NFTA_LIST_ELEM = 1;

    static final int NFT_SET_ANONYMOUS = 0x1;
    static final int NFT_SET_INTERVAL = 0x4;
    static final int NFT_SET_MAP = 0x8;
    static final int NFT_SET_TIMEOUT = 0x10;
    static final int NFT_SET_EVAL = 0x20;

    /** {@code NFT_DATA_VERDICT}, as a data type. */
    static final int VERDICT_TYPE = 0xffffff00;

    /** {@code NFTNL_UDATA_SET_*} in nft's user data. */
    static final int UDATA_KEY_BYTE_ORDER = 0;

    static final int UDATA_DATA_BYTE_ORDER = 1;
    static final int UDATA_KEY_TYPEOF = 3;
    static final int UDATA_DATA_TYPEOF = 4;
    static final int UDATA_DATA_INTERVAL = 6;
    static final int UDATA_COMMENT = 7;

    /** nft's {@code enum byteorder}. */
    private static final int BYTEORDER_INVALID = 0;

    private static final int BYTEORDER_HOST = 1;
    private static final int BYTEORDER_BIG_ENDIAN = 2;

    /** Bits of one field in the type of a concatenation. */
    static final int TYPE_BITS = 6;

    static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    private SetCodec() {}

    /**
     * @param id {@code NFTA_SET_ID}, a number unique in the batch, which the kernel requires
     */
    static void encode(AttributeWriter writer, SetSpec set, int id) {
        writer.string(NFTA_SET_NAME, set.name());
        writer.u32(NFTA_SET_FLAGS, flags(set));
        writer.u32(NFTA_SET_KEY_TYPE, typeNumber(set.key()));
        writer.u32(NFTA_SET_KEY_LEN, set.keyLengthBytes());
        switch (set.data()) {
            case SetSpec.Data.None() -> {}
            case SetSpec.Data.Verdicts() -> {
                writer.u32(NFTA_SET_DATA_TYPE, VERDICT_TYPE);
                writer.u32(NFTA_SET_DATA_LEN, 0);
            }
            case SetSpec.Data.Fields(List<Field> fields) -> {
                writer.u32(NFTA_SET_DATA_TYPE, typeNumber(fields));
                writer.u32(NFTA_SET_DATA_LEN, SetSpec.lengthOf(fields));
            }
        }
        writer.u32(NFTA_SET_ID, id);
        if (set.sizeHint() != 0) {
            int description = writer.nest(NFTA_SET_DESC);
            writer.u32(NFTA_SET_DESC_SIZE, set.sizeHint());
            writer.endNest(description);
        }
        writer.bytes(NFTA_SET_USERDATA, userData(set).toBytes());
    }

    private static int flags(SetSpec set) {
        int flags = set.isMap() ? NFT_SET_MAP : 0;
        for (SetSpec.Flag flag : set.flags()) {
            flags |=
                    switch (flag) {
                        case INTERVAL -> NFT_SET_INTERVAL;
                        case TIMEOUT -> NFT_SET_TIMEOUT;
                        case DYNAMIC -> NFT_SET_EVAL;
                    };
        }
        return flags;
    }

    private static int typeNumber(List<Field> fields) {
        int number = 0;
        for (Field field : fields) {
            number = number << TYPE_BITS | field.type().number();
        }
        return number;
    }

    private static UserData userData(SetSpec set) {
        UserData userData = new UserData().number(UDATA_KEY_BYTE_ORDER, byteOrder(set.key()));
        switch (set.data()) {
            case SetSpec.Data.None() -> {}
            case SetSpec.Data.Verdicts() ->
                    userData.number(UDATA_DATA_BYTE_ORDER, BYTEORDER_INVALID);
            case SetSpec.Data.Fields(List<Field> fields) ->
                    userData.number(UDATA_DATA_BYTE_ORDER, byteOrder(fields));
        }
        if (set.typeof()) {
            userData.nested(UDATA_KEY_TYPEOF, FieldCodec.encode(set.key()));
        } else if (set.isConcatenation()) {
            userData.nested(UDATA_KEY_TYPEOF, FieldCodec.encodeTypeNames());
        }
        if (set.data() instanceof SetSpec.Data.Fields(List<Field> fields)) {
            if (set.typeof()) {
                userData.nested(UDATA_DATA_TYPEOF, FieldCodec.encode(fields));
            } else if (fields.size() > 1) {
                userData.nested(UDATA_DATA_TYPEOF, FieldCodec.encodeTypeNames());
            }
        }
        return set.isMap() ? userData.number(UDATA_DATA_INTERVAL, 0) : userData;
    }

    private static int byteOrder(List<Field> fields) {
        if (fields.size() > 1) {
            return BYTEORDER_INVALID;
        }
        return fields.getFirst().type() == DataType.INTEGER ? BYTEORDER_HOST : BYTEORDER_BIG_ENDIAN;
    }
}
