package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Register;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MalformedMessage;

/** Register attributes: words of {@link Register} here, {@code enum nft_registers} on the wire. */
final class Registers {
    /** Where a rule's verdict goes. */
    static final int NFT_REG_VERDICT = 0;

    /** No word: the attribute was not there. */
    static final int NONE = -1;

    private Registers() {}

    static void write(AttributeWriter writer, int type, int word) {
        writer.u32(type, Register.toWire(word));
    }

    /** The word; {@link MalformedMessage} for the verdict register and numbers out of range. */
    static int read(AttributeReader attribute) {
        int register = attribute.u32();
        try {
            return Register.fromWire(register);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("register " + register);
        }
    }
}
