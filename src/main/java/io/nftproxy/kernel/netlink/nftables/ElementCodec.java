package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of one element of a set or map ({@code enum nft_set_elem_attributes}).
 *
 * <p>Timeouts, expirations and counters are not decoded: they do not identify an element.
 */
final class ElementCodec {
    private static final int NFTA_SET_ELEM_KEY = 1;
    private static final int NFTA_SET_ELEM_DATA = 2;
    private static final int NFTA_SET_ELEM_FLAGS = 3;
    private static final int NFTA_SET_ELEM_TIMEOUT = 4;
    private static final int NFTA_SET_ELEM_USERDATA = 6;
    private static final int NFTA_SET_ELEM_EXPR = 7;
    private static final int NFTA_SET_ELEM_OBJREF = 9;
    private static final int NFTA_SET_ELEM_KEY_END = 10;
    private static final int NFTA_SET_ELEM_EXPRESSIONS = 11;

    private static final int NFT_SET_ELEM_INTERVAL_END = 1;
    private static final int NFT_SET_ELEM_CATCHALL = 2;

    /** {@code NFTNL_UDATA_SET_ELEM_COMMENT} in nft's user data. */
    private static final int UDATA_COMMENT = 0;

    /** Upper bound of an element's bytes: two keys, data, a name, a comment and headers. */
    static final int MAX_BYTES = 1024;

    /** {@code NFT_DATA_VALUE_MAXLEN}: the longest key or value. */
    private static final int MAX_VALUE_BYTES = 64;

    private final byte[] scratch = new byte[MAX_VALUE_BYTES];

    /**
     * Writes an element to add.
     *
     * @param timeoutMs in milliseconds; 0 for the set's default
     */
    void encode(AttributeWriter writer, int type, Element element, long timeoutMs) {
        int start = writer.nest(type);
        encodeKey(writer, element);
        switch (element.value()) {
            case ElementValue.None() -> {}
            case ElementValue.Data(Bytes bytes) ->
                    DataCodec.encode(writer, NFTA_SET_ELEM_DATA, bytes, scratch);
            case Verdict verdict -> DataCodec.encode(writer, NFTA_SET_ELEM_DATA, verdict);
            case ElementValue.Opaque opaque ->
                    throw new IllegalArgumentException(opaque.toString());
        }
        if (timeoutMs != 0) {
            writer.u64(NFTA_SET_ELEM_TIMEOUT, timeoutMs);
        }
        if (element.comment() != null) {
            UserData row = new UserData().text(UDATA_COMMENT, element.comment());
            writer.bytes(NFTA_SET_ELEM_USERDATA, row.toBytes());
        }
        writer.endNest(start);
    }

    /** Writes an element to delete; the key alone identifies it. */
    void encodeForDeletion(AttributeWriter writer, int type, Element element) {
        int start = writer.nest(type);
        encodeKey(writer, element);
        writer.endNest(start);
    }

    /** Writes an element to read. */
    void encodeKey(AttributeWriter writer, int type, Bytes key) {
        int start = writer.nest(type);
        encodeKey(writer, Element.of(key));
        writer.endNest(start);
    }

    private void encodeKey(AttributeWriter writer, Element element) {
        if (element.key().length() == 0) {
            writer.u32(NFTA_SET_ELEM_FLAGS, NFT_SET_ELEM_CATCHALL);
            return;
        }
        if (element.intervalEnd()) {
            writer.u32(NFTA_SET_ELEM_FLAGS, NFT_SET_ELEM_INTERVAL_END);
        }
        DataCodec.encode(writer, NFTA_SET_ELEM_KEY, element.key(), scratch);
    }

    /**
     * Decodes an element.
     *
     * @param attributes the nested attributes of the element
     */
    static Element decode(AttributeReader attributes) {
        Bytes key = Bytes.EMPTY;
        ElementValue value = ElementValue.NONE;
        boolean intervalEnd = false;
        String comment = null;
        ElementValue.Opaque opaque = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_SET_ELEM_KEY -> key = DataCodec.decodeBytes(attributes.nested());
                case NFTA_SET_ELEM_DATA -> value = decodeValue(attributes);
                case NFTA_SET_ELEM_FLAGS ->
                        intervalEnd = (attributes.u32() & NFT_SET_ELEM_INTERVAL_END) != 0;
                case NFTA_SET_ELEM_EXPR,
                        NFTA_SET_ELEM_EXPRESSIONS,
                        NFTA_SET_ELEM_OBJREF,
                        NFTA_SET_ELEM_KEY_END ->
                        opaque = new ElementValue.Opaque(Bytes.wrap(attributes.bytes()));
                case NFTA_SET_ELEM_USERDATA -> comment = decodeComment(attributes.bytes());
                default -> {}
            }
        }
        return new Element(key, intervalEnd, opaque == null ? value : opaque, comment);
    }

    private static ElementValue decodeValue(AttributeReader attribute) {
        ElementValue value = DataCodec.decode(attribute.nested());
        return Objects.requireNonNullElseGet(
                value, () -> new ElementValue.Data(Bytes.wrap(attribute.bytes())));
    }

    private static @Nullable String decodeComment(byte[] userData) {
        byte[] text = UserData.find(userData, UDATA_COMMENT);
        return text == null ? null : UserData.text(text);
    }
}
