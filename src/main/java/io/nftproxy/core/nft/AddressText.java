package io.nftproxy.core.nft;

/**
 * Addresses as nft prints them. IPv6 addresses follow {@code inet_ntop} of glibc: RFC 5952, with
 * the last 32 bits dotted after {@code ::} and {@code ::ffff:}.
 */
final class AddressText {
    private static final int GROUPS = 8;
    private static final int GROUPS_OF_IPV4_COMPATIBLE = 6;

    private AddressText() {}

    /** Returns the text of an address of 4 or 16 bytes. */
    static String of(Bytes address) {
        return address.length() == 4 ? ipv4(address) : ipv6(address);
    }

    private static String ipv4(Bytes address) {
        return (address.at(0) & 0xff)
                + "."
                + (address.at(1) & 0xff)
                + "."
                + (address.at(2) & 0xff)
                + "."
                + (address.at(3) & 0xff);
    }

    private static String ipv6(Bytes address) {
        int zerosFrom = GROUPS;
        int zeros = 1;
        for (int group = 0; group < GROUPS; group++) {
            int run = zerosAt(address, group);
            if (run > zeros) {
                zerosFrom = group;
                zeros = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            if (group == zerosFrom) {
                text.append("::");
                group += zeros - 1;
            } else if (group == GROUPS_OF_IPV4_COMPATIBLE
                    && zerosFrom == 0
                    && embedsIpv4(address)) {
                return text.append(separator(text)).append(ipv4(address.slice(12, 16))).toString();
            } else {
                text.append(separator(text))
                        .append(Integer.toHexString(address.shortAt(2 * group)));
            }
        }
        return text.toString();
    }

    private static String separator(StringBuilder before) {
        return before.isEmpty() || before.charAt(before.length() - 1) == ':' ? "" : ":";
    }

    private static int zerosAt(Bytes address, int group) {
        int run = 0;
        while (group + run < GROUPS && address.shortAt(2 * (group + run)) == 0) {
            run++;
        }
        return run;
    }

    /**
     * Returns whether exactly the first 96 bits are zero, or the first 80 followed by {@code ffff}.
     */
    private static boolean embedsIpv4(Bytes address) {
        int run = zerosAt(address, 0);
        return run == GROUPS_OF_IPV4_COMPATIBLE
                || run == GROUPS_OF_IPV4_COMPATIBLE - 1 && address.shortAt(10) == 0xffff;
    }
}
