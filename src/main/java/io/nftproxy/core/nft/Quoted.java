package io.nftproxy.core.nft;

/** Strings in double quotes. */
final class Quoted {
    private Quoted() {}

    /**
     * nft knows no way to write a quote or a control character in a string: both become {@code ?}.
     */
    static String of(String text) {
        return '"' + text.replaceAll("[\"\\p{Cntrl}]", "?") + '"';
    }
}
