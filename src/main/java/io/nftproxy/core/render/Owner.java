package io.nftproxy.core.render;

import io.nftproxy.core.model.ServicePortName;

/** The reason why a part of the table exists. */
public sealed interface Owner {
    /** The table itself, its base chains and the standard sets. */
    record Base() implements Owner {
        @Override
        public String toString() {
            return "base chains";
        }
    }

    /** The node's addresses and the cluster's ServiceCIDRs. */
    record Node() implements Owner {
        @Override
        public String toString() {
            return "node addresses and ServiceCIDRs";
        }
    }

    /** One port of a Service. */
    record Port(ServicePortName name) implements Owner {
        @Override
        public String toString() {
            return "Service port " + name;
        }
    }

    Owner BASE = new Base();
    Owner NODE = new Node();
}
