package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import java.util.List;

/** Service ports under a Local policy that could be served elsewhere and not on this node. */
public enum NoLocalEndpoints {
    /** By {@code internalTrafficPolicy}. */
    INTERNAL,
    /** By {@code externalTrafficPolicy}. */
    EXTERNAL;

    static final List<NoLocalEndpoints> KINDS = List.of(values());

    /** How these are counted. */
    record Count(NoLocalEndpoints kind, IpFamily family) {}

    boolean isCaseOf(PortPlan port) {
        return switch (this) {
            case INTERNAL -> port.takes(Route.DROP);
            case EXTERNAL -> port.local().isEmpty() && port.takes(Route.LOCAL);
        };
    }
}
