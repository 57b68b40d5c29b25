package io.nftproxy.core.nft;

/**
 * Conversion of register numbers. Words {@code 0} to {@code 15} are the kernel's sixteen 4-byte
 * registers.
 *
 * <p>On the wire, a word that starts a 16-byte register is {@code NFT_REG_1} to {@code NFT_REG_4},
 * any other is {@code NFT_REG32_00 + word}: nft sends and the kernel dumps them so.
 */
public final class Register {
    private static final int NFT_REG_1 = 1;
    private static final int NFT_REG32_00 = 8;
    private static final int WORDS = 16;

    private Register() {}

    /** Returns the {@code enum nft_registers} value of a word. */
    public static int toWire(int word) {
        return word % 4 == 0 ? NFT_REG_1 + word / 4 : NFT_REG32_00 + word;
    }

    /**
     * Returns the word of an {@code enum nft_registers} value.
     *
     * @throws IllegalArgumentException for the verdict register and numbers out of range
     */
    public static int fromWire(int register) {
        int word = register < NFT_REG32_00 ? (register - NFT_REG_1) * 4 : register - NFT_REG32_00;
        if (register < NFT_REG_1 || word >= WORDS || register > 4 && register < NFT_REG32_00) {
            throw new IllegalArgumentException("not a data register: " + register);
        }
        return word;
    }
}
