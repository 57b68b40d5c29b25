package io.nftproxy.core.flows;

/** A change of an entry of the connection tracking table, with the entry as it is now. */
public record FlowEvent(Kind kind, Flow flow) {
    /** The kinds of changes. */
    public enum Kind {
        /** A new connection. */
        NEW,
        /** Another state, such as the first reply. */
        UPDATE,
        /** The end of a connection, or of its timeout. */
        DESTROY
    }
}
