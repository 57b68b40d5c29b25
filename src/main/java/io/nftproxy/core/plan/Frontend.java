package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.FrontendKey;
import java.util.List;

/**
 * An address and port that clients connect to, with its route.
 *
 * @param allowedSources disjoint networks; empty allows every source
 */
public record Frontend(FrontendKey key, Route route, List<Cidr> allowedSources) {
    public Frontend {
        allowedSources = List.copyOf(allowedSources);
    }
}
