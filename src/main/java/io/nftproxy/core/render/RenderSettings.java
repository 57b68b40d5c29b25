package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import java.util.List;

/**
 * What the operator decided.
 *
 * @param families those that the node has, IPv4 first
 * @param masqueradeMark one bit, for example {@code 0x4000}
 * @param masqueradeAll masquerade whatever goes to a ClusterIP
 */
public record RenderSettings(List<IpFamily> families, int masqueradeMark, boolean masqueradeAll) {
    public RenderSettings {
        families = List.copyOf(families);
    }
}
