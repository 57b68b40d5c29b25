package io.nftproxy.netlink.nftables;

import io.nftproxy.netlink.AttributeWriter;
import io.nftproxy.netlink.NetlinkConstants;
import io.nftproxy.ruleset.PackedElements;

/**
 * Writes elements that all have one form: the first one as any element, for the others its bytes
 * with another number, key and value in them.
 */
final class PackedElementWriter {
    /** {@code NFTA_LIST_ELEM}, {@code NFTA_SET_ELEM_KEY} and {@code NFTA_DATA_VALUE}. */
    private static final int KEY_OFFSET = 3 * NetlinkConstants.ATTRIBUTE_HEADER_BYTES;

    private final PackedElements elements;
    private final ElementCodec codec = new ElementCodec();
    private final boolean withData;
    private final int dataOffset;
    private byte[] form = {};

    /**
     * @param withData whether values are written; what is deleted is named by its key alone
     */
    PackedElementWriter(PackedElements elements, boolean withData) {
        this.elements = elements;
        this.withData = withData;
        this.dataOffset =
                KEY_OFFSET
                        + NetlinkConstants.align(elements.keyLengthBytes())
                        + 2 * NetlinkConstants.ATTRIBUTE_HEADER_BYTES;
    }

    /**
     * Writes an element.
     *
     * @param number its place in the message's list, from 1
     */
    void write(AttributeWriter writer, int number, int index) {
        if (form.length == 0) {
            form = writer.writtenBy(() -> first(writer, number, index));
            return;
        }
        elements.copyKey(index, form, KEY_OFFSET);
        if (withData) {
            elements.copyData(index, form, dataOffset);
        }
        writer.nested(number, form);
    }

    private void first(AttributeWriter writer, int number, int index) {
        if (withData) {
            codec.encode(writer, number, elements.get(index), 0);
        } else {
            codec.encodeForDeletion(writer, number, elements.get(index));
        }
    }
}
