package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.FrontendKey;
import java.util.List;

/**
 * One address and port that clients connect to.
 *
 * @param allowedSources disjoint networks; empty lets everybody in
 */
public record Frontend(FrontendKey key, Route route, List<Cidr> allowedSources) {
    public Frontend {
        allowedSources = List.copyOf(allowedSources);
    }
}
