package io.nftproxy.core.nft;

import org.jspecify.annotations.Nullable;

/** A table by family and name, for example {@code inet kube-proxy}. */
public record TableRef(Family family, String name) {

    /** Protocol families of tables, with the numbers of {@code linux/netfilter.h}. */
    public enum Family {
        INET(1),
        IP(2),
        IP6(10);

        private final int number;

        Family(int number) {
            this.number = number;
        }

        /** Returns the family with a {@code NFPROTO_*} number; null if it is none of these. */
        public static @Nullable Family of(int number) {
            for (Family family : values()) {
                if (family.number == number) {
                    return family;
                }
            }
            return null;
        }

        /** {@code NFPROTO_*}. */
        public int number() {
            return number;
        }

        /** Returns the name in nft syntax. */
        public String nftName() {
            return switch (this) {
                case INET -> "inet";
                case IP -> "ip";
                case IP6 -> "ip6";
            };
        }
    }

    @Override
    public String toString() {
        return family.nftName() + " " + name;
    }
}
