package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;

/** The number of the commit that made a namespace's rulesets what they are. */
public final class Generation {
    private static final int NFTA_GEN_ID = 1;

    private Generation() {}

    /** Reads a {@code NFT_MSG_NEWGEN}. */
    public static int of(MessageReader message) {
        AttributeReader attributes = message.attributes();
        while (attributes.next()) {
            if (attributes.type() == NFTA_GEN_ID) {
                return attributes.u32();
            }
        }
        throw new MalformedMessage("a generation without a number");
    }

    /** The generation after one commit; the kernel leaves out 0. */
    public static int after(int generation) {
        return generation == -1 ? 1 : generation + 1;
    }
}
