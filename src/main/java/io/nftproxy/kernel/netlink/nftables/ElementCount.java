package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;

/** The number of elements in a dump of a set, counted without decoding them. */
public final class ElementCount {
    private long count;

    /** Adds a message; for an empty set the kernel may send one with an empty list. */
    public void accept(MessageReader message) {
        AttributeReader attributes = message.attributes();
        if (attributes.find(RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS)) {
            AttributeReader list = attributes.nested();
            while (list.next()) {
                count++;
            }
        }
    }

    /** Returns the number of elements added so far. */
    public long count() {
        return count;
    }
}
