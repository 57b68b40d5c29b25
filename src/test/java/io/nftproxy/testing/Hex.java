package io.nftproxy.testing;

import io.nftproxy.core.nft.Bytes;
import java.util.HexFormat;

/** Bytes as tests write them, {@code 0a60000a 01bb0000}. */
public final class Hex {
    private Hex() {}

    /** Parses hexadecimal text; blanks are ignored. */
    public static Bytes bytes(String hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
