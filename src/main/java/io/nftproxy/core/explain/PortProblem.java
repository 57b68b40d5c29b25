package io.nftproxy.core.explain;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;

/**
 * A reason why connections to a Service port fail, or why a part of it is not proxied. Prints as a
 * sentence without a full stop.
 */
public sealed interface PortProblem {
    /** Returns the reason in one word, {@code NoEndpoints}: the name of the type. */
    default String reason() {
        return getClass().getSimpleName();
    }

    /** The proxy has not synced yet, or the Service arrived after the last sync. */
    record NotSynced() implements PortProblem {
        @Override
        public String toString() {
            return "not programmed yet";
        }
    }

    /** The node does not have the family of the ClusterIP. */
    record OtherFamily(IpFamily family) implements PortProblem {
        @Override
        public String toString() {
            return "this node has no " + family.kubernetesName();
        }
    }

    /** The kernel refuses the Service port. */
    record RefusedByKernel(String words) implements PortProblem {
        @Override
        public String toString() {
            return "refused by the kernel: " + words;
        }
    }

    /** Another Service has an address and port of this one. */
    record OwnedByOther(FrontendKey key, ObjectName owner) implements PortProblem {
        @Override
        public String toString() {
            return key + " belongs to " + owner;
        }
    }

    /** No endpoint exists on any node: connections are rejected. */
    record NoEndpoints() implements PortProblem {
        @Override
        public String toString() {
            return "no endpoints: rejected";
        }
    }

    /** A Local policy without an endpoint on this node: connections are dropped. */
    record NoLocalEndpoints(boolean external) implements PortProblem {
        @Override
        public String toString() {
            return "no endpoint on this node for "
                    + (external ? "externalTrafficPolicy" : "internalTrafficPolicy")
                    + " Local: dropped";
        }
    }
}
