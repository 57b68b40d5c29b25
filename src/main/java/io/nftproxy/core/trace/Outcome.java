package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.NftText;

/** The outcome of a packet's simulation. */
public sealed interface Outcome {
    /**
     * This table lets the packet pass.
     *
     * @param destination the destination address, after DNAT if translated
     * @param translated whether DNAT was applied
     * @param masqueraded whether the source is masqueraded
     */
    record Accepted(Bytes destination, int port, boolean translated, boolean masqueraded)
            implements Outcome {
        @Override
        public String toString() {
            String address = NftText.address(destination);
            return (destination.length() == 4 ? address : "[" + address + "]")
                    + ":"
                    + port
                    + (translated ? "" : " untranslated")
                    + (masqueraded ? " masqueraded" : "");
        }
    }

    /** The packet is dropped. */
    record Dropped() implements Outcome {
        @Override
        public String toString() {
            return "dropped";
        }
    }

    /** The packet is rejected with an ICMP error or a TCP reset. */
    record Rejected() implements Outcome {
        @Override
        public String toString() {
            return "rejected";
        }
    }

    Outcome DROPPED = new Dropped();
    Outcome REJECTED = new Rejected();
}
