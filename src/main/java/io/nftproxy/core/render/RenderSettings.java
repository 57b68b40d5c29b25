package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.TableRef;
import java.util.List;

/**
 * The operator's settings for rendering.
 *
 * @param families the families that the node supports, IPv4 first
 * @param masqueradeMark one bit, for example {@code 0x4000}
 * @param masqueradeAll whether to masquerade all connections to ClusterIPs
 */
public record RenderSettings(List<IpFamily> families, int masqueradeMark, boolean masqueradeAll) {
    /** The table of the proxy; that of kube-proxy in the families ip and ip6 has the same name. */
    public static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    public RenderSettings {
        families = List.copyOf(families);
    }
}
