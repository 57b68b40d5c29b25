package io.nftproxy.core.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rule by which new connections to a Service are distributed over its endpoints. */
public enum Scheduler {
    /** An endpoint at random. */
    RANDOM,
    /** Round robin: the endpoints in turn. */
    RR,
    /** Source hashing: the endpoint depends on the client's address only. */
    SH,
    /** Maglev hashing: the endpoint depends on the client's address and port. */
    MH;

    /** Returns whether a hash of the client chooses the endpoint. */
    public boolean isHash() {
        return this == SH || this == MH;
    }

    /** Returns whether a text is the exact name of a scheduler, or empty. */
    public static boolean isName(String text) {
        Scheduler nearest = nearest(text);
        return text.isEmpty() || nearest != null && nearest.toString().equals(text);
    }

    /**
     * Returns the scheduler of a name. For the name of another scheduler of ipvs, it is the most
     * similar one.
     *
     * @return null for an unknown name
     */
    public static @Nullable Scheduler nearest(String name) {
        return switch (name) {
            case "random", "twos" -> RANDOM;
            case "rr", "wrr", "lc", "wlc", "sed", "nq", "lblc", "lblcr", "fo", "ovf" -> RR;
            case "sh", "dh" -> SH;
            case "mh" -> MH;
            default -> null;
        };
    }

    /** Returns the name in the configuration and in the annotation, {@code rr}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
