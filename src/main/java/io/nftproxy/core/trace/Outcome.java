package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.NftText;

/** What becomes of a packet. */
public sealed interface Outcome {
    /**
     * It goes on, for all this table says.
     *
     * @param destination where to: the packet's own unless translated
     * @param translated whether a rule chose the destination
     * @param masqueraded whether the source becomes an address of this host
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

    /** It vanishes. */
    record Dropped() implements Outcome {
        @Override
        public String toString() {
            return "dropped";
        }
    }

    /** The sender gets an ICMP error or a TCP reset. */
    record Rejected() implements Outcome {
        @Override
        public String toString() {
            return "rejected";
        }
    }

    Outcome DROPPED = new Dropped();
    Outcome REJECTED = new Rejected();
}
