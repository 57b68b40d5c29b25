package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import java.util.List;

/**
 * The slots that the kernel's table already has, by frontend. Plans keep them, so that a restart
 * changes nothing.
 */
public interface ExistingSlots {
    /**
     * Returns the slots in the map of the cluster pool (of a ClusterIP under the Local policy: of
     * its local pool).
     */
    List<Endpoint> slots(FrontendKey key, IpFamily family);

    /** Returns the slots in the map of the local pool of external addresses. */
    List<Endpoint> localSlots(FrontendKey key, IpFamily family);

    /** No slots: for Services that have a plan, and for an empty table. */
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
