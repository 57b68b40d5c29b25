package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;

/** The generation of a network namespace's ruleset, the number of its last commit. */
public final class Generation {
    private static final int NFTA_GEN_ID = 1;

    private Generation() {}

    /** Decodes a {@code NFT_MSG_NEWGEN}. */
    public static int of(MessageReader message) {
        AttributeReader attributes = message.attributes();
        if (attributes.find(NFTA_GEN_ID)) {
            return attributes.u32();
        }
        throw new MalformedMessage("a generation without a number");
    }

    /** Returns the generation after one more commit; the kernel skips 0. */
    public static int after(int generation) {
        return generation == -1 ? 1 : generation + 1;
    }
}
