package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MalformedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a register's content, bytes or a verdict ({@code enum nft_data_attributes}, {@code
 * enum nft_verdicts}).
 */
final class DataCodec {
    private static final int NFTA_DATA_VALUE = 1;
    private static final int NFTA_DATA_VERDICT = 2;
    private static final int NFTA_VERDICT_CODE = 1;
    private static final int NFTA_VERDICT_CHAIN = 2;

    private static final int NF_DROP = 0;
    private static final int NF_ACCEPT = 1;
    private static final int NFT_JUMP = -3;
    private static final int NFT_GOTO = -4;
    private static final int NFT_RETURN = -5;

    private DataCodec() {}

    /** Writes bytes as a nested {@code NFTA_DATA_VALUE}. */
    static void encode(AttributeWriter writer, int type, Bytes value) {
        int start = writer.nest(type);
        writer.bytes(NFTA_DATA_VALUE, value.toArray());
        writer.endNest(start);
    }

    /** Writes the same as {@link #encode(AttributeWriter, int, Bytes)}, through a reused array. */
    static void encode(AttributeWriter writer, int type, Bytes value, byte[] scratch) {
        value.copyTo(scratch, 0);
        int start = writer.nest(type);
        writer.bytes(NFTA_DATA_VALUE, scratch, 0, value.length());
        writer.endNest(start);
    }

    /** Writes a verdict as a nested {@code NFTA_DATA_VERDICT}. */
    static void encode(AttributeWriter writer, int type, Verdict verdict) {
        int data = writer.nest(type);
        int nested = writer.nest(NFTA_DATA_VERDICT);
        switch (verdict) {
            case Verdict.Drop() -> writer.u32(NFTA_VERDICT_CODE, NF_DROP);
            case Verdict.Accept() -> writer.u32(NFTA_VERDICT_CODE, NF_ACCEPT);
            case Verdict.Return() -> writer.u32(NFTA_VERDICT_CODE, NFT_RETURN);
            case Verdict.Jump(String chain) -> {
                writer.u32(NFTA_VERDICT_CODE, NFT_JUMP);
                writer.string(NFTA_VERDICT_CHAIN, chain);
            }
            case Verdict.Goto(String chain) -> {
                writer.u32(NFTA_VERDICT_CODE, NFT_GOTO);
                writer.string(NFTA_VERDICT_CHAIN, chain);
            }
        }
        writer.endNest(nested);
        writer.endNest(data);
    }

    /**
     * Decodes bytes or a verdict.
     *
     * @return null for a verdict that nftproxy never writes, such as {@code queue}
     */
    static @Nullable ElementValue decode(AttributeReader data) {
        if (data.find(NFTA_DATA_VALUE)) {
            return new ElementValue.Data(Bytes.wrap(data.bytes()));
        }
        if (data.find(NFTA_DATA_VERDICT)) {
            return decodeVerdict(data.nested());
        }
        throw new MalformedMessage("data without a value");
    }

    /** Returns the bytes in the attribute of a type; empty if it is absent. */
    static Bytes bytes(AttributeReader attributes, int type) {
        return attributes.find(type) ? decodeBytes(attributes.nested()) : Bytes.EMPTY;
    }

    /** Decodes bytes; throws {@link MalformedMessage} for a verdict. */
    static Bytes decodeBytes(AttributeReader data) {
        if (decode(data) instanceof ElementValue.Data(Bytes bytes)) {
            return bytes;
        }
        throw new MalformedMessage("a verdict instead of bytes");
    }

    private static @Nullable Verdict decodeVerdict(AttributeReader verdict) {
        return switch (verdict.u32(NFTA_VERDICT_CODE, NF_DROP)) {
            case NF_DROP -> Verdict.DROP;
            case NF_ACCEPT -> Verdict.ACCEPT;
            case NFT_RETURN -> Verdict.RETURN;
            case NFT_JUMP -> new Verdict.Jump(verdict.string(NFTA_VERDICT_CHAIN));
            case NFT_GOTO -> new Verdict.Goto(verdict.string(NFTA_VERDICT_CHAIN));
            default -> null;
        };
    }
}
