package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;

/** Finds out from the answer to a request for a set's elements whether there are any. */
public final class ElementPresence {
    private boolean found;

    /** Takes a message in; of an empty set there may be one with an empty list. */
    public void accept(MessageReader message) {
        AttributeReader attributes = message.attributes();
        while (!found && attributes.next()) {
            found =
                    attributes.type() == RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS
                            && attributes.nested().next();
        }
    }

    /** Returns whether there was an element. */
    public boolean found() {
        return found;
    }
}
