package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;

/** The decoder of whether a set has elements. */
public final class ElementPresence {
    private boolean found;

    /** Adds a message; for an empty set the kernel may send one with an empty list. */
    public void accept(MessageReader message) {
        AttributeReader attributes = message.attributes();
        found |=
                attributes.find(RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS)
                        && attributes.nested().next();
    }

    /** Returns whether there was an element. */
    public boolean found() {
        return found;
    }
}
