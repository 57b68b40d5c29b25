package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import java.util.List;

/**
 * The slots that a kernel's table has already, by frontend: what makes a restart change nothing.
 */
public interface ExistingSlots {
    /** Slots in the maps that serve the cluster pool, or a ClusterIP's local one. */
    List<Endpoint> slots(FrontendKey key, IpFamily family);

    /** Slots in the maps that serve the local pool of external addresses. */
    List<Endpoint> localSlots(FrontendKey key, IpFamily family);

    /** Nothing is remembered. */
    ExistingSlots NONE =
            new ExistingSlots() {
                @Override
                public List<Endpoint> slots(FrontendKey key, IpFamily family) {
                    return List.of();
                }

                @Override
                public List<Endpoint> localSlots(FrontendKey key, IpFamily family) {
                    return List.of();
                }
            };
}
