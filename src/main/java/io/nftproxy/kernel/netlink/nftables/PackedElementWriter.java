package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.NetlinkConstants;

/**
 * A fast writer of elements with the same layout. It encodes the first element as usual; for the
 * others it copies those bytes and replaces the number, the key and the value.
 */
final class PackedElementWriter {
    /** {@code NFTA_LIST_ELEM}, {@code NFTA_SET_ELEM_KEY} and {@code NFTA_DATA_VALUE}. */
    private static final int KEY_OFFSET = 3 * NetlinkConstants.ATTRIBUTE_HEADER_BYTES;

    private final PackedElements elements;
    private final ElementCodec codec = new ElementCodec();
    private final int dataOffset;
    private byte[] form = {};

    PackedElementWriter(PackedElements elements) {
        this.elements = elements;
        this.dataOffset =
                KEY_OFFSET
                        + NetlinkConstants.align(elements.keyLengthBytes())
                        + 2 * NetlinkConstants.ATTRIBUTE_HEADER_BYTES;
    }

    /**
     * Writes an element.
     *
     * @param number position in the message's list, from 1
     */
    void write(AttributeWriter writer, int number, int index) {
        if (form.length == 0) {
            form = writer.writtenBy(() -> codec.encode(writer, number, elements.get(index), 0));
            return;
        }
        elements.copyKey(index, form, KEY_OFFSET);
        elements.copyData(index, form, dataOffset);
        writer.nested(number, form);
    }
}
