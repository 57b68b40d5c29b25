package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Register;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MalformedMessage;

/** The codec of registers: {@link Register} counts words, the wire {@code enum nft_registers}. */
final class Registers {
    /** {@code NFT_REG_VERDICT}, the register of a rule's verdict. */
    static final int NFT_REG_VERDICT = 0;

    /** The word for an absent attribute. */
    static final int NONE = -1;

    private Registers() {}

    static void write(AttributeWriter writer, int type, int word) {
        writer.u32(type, Register.toWire(word));
    }

    /**
     * Returns the word in the attribute of a type; {@link #NONE} if it is absent or the verdict
     * register. Throws {@link MalformedMessage} for a number that is no register.
     */
    static int read(AttributeReader attributes, int type) {
        int register = attributes.u32(type, NFT_REG_VERDICT);
        try {
            return register == NFT_REG_VERDICT ? NONE : Register.fromWire(register);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("invalid register " + register);
        }
    }
}
