package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a {@code typeof} declaration in a set's user data: the expression's number in nft's
 * {@code enum expr_types}, then the attributes from which nft rebuilds the expression ({@code
 * nftables/src/payload.c}, {@code meta.c}, {@code numgen.c}, {@code expression.c}).
 */
final class FieldCodec {
    private static final int UDATA_TYPEOF_EXPR = 0;
    private static final int UDATA_TYPEOF_DATA = 1;

    private static final int EXPR_PAYLOAD = 7;
    private static final int EXPR_META = 9;
    private static final int EXPR_CONCAT = 13;
    private static final int EXPR_NUMGEN = 23;

    private static final int UDATA_PAYLOAD_PROTOCOL = 0;
    private static final int UDATA_PAYLOAD_FIELD = 1;
    private static final int UDATA_META_KEY = 0;
    private static final int UDATA_NUMGEN_TYPE = 0;
    private static final int UDATA_NUMGEN_MODULUS = 1;
    private static final int UDATA_NUMGEN_OFFSET = 2;

    /** nft's {@code enum proto_desc_id}. */
    private static final int PROTO_DESC_TH = 11;

    private static final int PROTO_DESC_IP = 12;
    private static final int PROTO_DESC_IP6 = 13;

    /** nft's {@code enum ip_hdr_fields}, {@code ip6_hdr_fields} and {@code th_hdr_fields}. */
    private static final int IPHDR_SADDR = 11;

    private static final int IPHDR_DADDR = 12;
    private static final int IP6HDR_SADDR = 8;
    private static final int IP6HDR_DADDR = 9;
    private static final int THDR_DPORT = 2;

    private static final int NFT_META_L4PROTO = 16;
    private static final int NFT_NG_RANDOM = 1;

    private FieldCodec() {}

    static UserData encode(List<Field> fields) {
        if (fields.size() == 1) {
            return encode(fields.getFirst());
        }
        UserData parts = new UserData();
        for (int i = 0; i < fields.size(); i++) {
            parts.nested(i, encode(fields.get(i)));
        }
        return expression(EXPR_CONCAT, parts);
    }

    /** Returns the user data of a concatenation that was declared by type names. */
    static UserData encodeTypeNames() {
        return expression(EXPR_CONCAT, new UserData());
    }

    private static UserData encode(Field field) {
        return switch (field) {
            case IP_SADDR -> payload(PROTO_DESC_IP, IPHDR_SADDR);
            case IP_DADDR -> payload(PROTO_DESC_IP, IPHDR_DADDR);
            case IP6_SADDR -> payload(PROTO_DESC_IP6, IP6HDR_SADDR);
            case IP6_DADDR -> payload(PROTO_DESC_IP6, IP6HDR_DADDR);
            case TH_DPORT -> payload(PROTO_DESC_TH, THDR_DPORT);
            case L4PROTO ->
                    expression(EXPR_META, new UserData().number(UDATA_META_KEY, NFT_META_L4PROTO));
            case NUMGEN ->
                    expression(
                            EXPR_NUMGEN,
                            new UserData()
                                    .number(UDATA_NUMGEN_TYPE, NFT_NG_RANDOM)
                                    .number(UDATA_NUMGEN_MODULUS, 2)
                                    .number(UDATA_NUMGEN_OFFSET, 0));
        };
    }

    private static UserData payload(int protocol, int field) {
        return expression(
                EXPR_PAYLOAD,
                new UserData()
                        .number(UDATA_PAYLOAD_PROTOCOL, protocol)
                        .number(UDATA_PAYLOAD_FIELD, field));
    }

    private static UserData expression(int number, UserData data) {
        return new UserData().number(UDATA_TYPEOF_EXPR, number).nested(UDATA_TYPEOF_DATA, data);
    }

    /** Returns the declared fields; null if they are type names or unknown fields. */
    static @Nullable List<Field> decode(byte[] typeof) {
        if (UserData.findNumber(typeof, UDATA_TYPEOF_EXPR) != EXPR_CONCAT) {
            Field field = decodeOne(typeof);
            return field == null ? null : List.of(field);
        }
        byte[] parts = UserData.find(typeof, UDATA_TYPEOF_DATA);
        return parts == null ? null : decodeParts(parts);
    }

    private static @Nullable List<Field> decodeParts(byte[] parts) {
        List<Field> fields = new ArrayList<>();
        byte[] part = UserData.find(parts, 0);
        while (part != null) {
            Field field = decodeOne(part);
            if (field == null) {
                return null;
            }
            fields.add(field);
            part = UserData.find(parts, fields.size());
        }
        return fields.isEmpty() ? null : fields;
    }

    private static @Nullable Field decodeOne(byte[] expression) {
        for (Field field : Field.values()) {
            if (Arrays.equals(encode(field).toBytes(), expression)) {
                return field;
            }
        }
        return null;
    }
}
