package io.nftproxy.core.nft;

/** IPv4 addresses in dotted decimal. */
final class Ipv4Text {
    private Ipv4Text() {}

    /** For example {@code 10.96.0.10}. */
    static String of(Bytes address) {
        return (address.at(0) & 0xff)
                + "."
                + (address.at(1) & 0xff)
                + "."
                + (address.at(2) & 0xff)
                + "."
                + (address.at(3) & 0xff);
    }
}
