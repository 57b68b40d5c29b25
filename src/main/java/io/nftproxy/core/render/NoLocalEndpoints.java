package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import java.util.List;

/** The kinds of Service ports under a Local policy that have endpoints, but none on this node. */
public enum NoLocalEndpoints {
    /** Under {@code internalTrafficPolicy: Local}. */
    INTERNAL,
    /** Under {@code externalTrafficPolicy: Local}. */
    EXTERNAL;

    static final List<NoLocalEndpoints> KINDS = List.of(values());

    /** The key of this number in {@link Totals}. */
    record Count(NoLocalEndpoints kind, IpFamily family) {}

    boolean isCaseOf(PortPlan port) {
        return switch (this) {
            case INTERNAL -> port.takes(Route.DROP);
            case EXTERNAL -> port.local().isEmpty() && port.takes(Route.LOCAL);
        };
    }
}
