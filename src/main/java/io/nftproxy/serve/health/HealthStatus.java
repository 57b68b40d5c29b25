package io.nftproxy.serve.health;

import io.nftproxy.core.model.IpFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The proxy's health at one instant.
 *
 * @param healthy whether what was queued reaches the kernel in time
 * @param nodeEligible whether load balancers may use this node
 * @param lastSuccess when the kernel last had all that was known; {@link #NEVER} before that
 * @param families the families that are proxied; they are programmed together and share one health
 */
public record HealthStatus(
        boolean healthy,
        boolean nodeEligible,
        Instant lastSuccess,
        Instant now,
        Set<IpFamily> families) {
    /** 0001-01-01T00:00:00Z, Go's zero time, which is what readers of this JSON know. */
    public static final Instant NEVER = Instant.ofEpochSecond(-62_135_596_800L);

    public HealthStatus {
        families = Set.copyOf(families);
    }

    /** For {@code /healthz}: the proxy and the node. */
    public String healthzJson() {
        return json(healthy && nodeEligible, ",\"nodeEligible\":" + nodeEligible);
    }

    /** For {@code /livez}: the proxy alone. */
    public String livezJson() {
        return json(healthy, "");
    }

    /** A healthy answer says "now": load balancers read it as the time of the last sign of life. */
    private String json(boolean good, String eligibility) {
        List<String> statuses = new ArrayList<>();
        for (IpFamily family : families.isEmpty() ? families : EnumSet.copyOf(families)) {
            statuses.add(
                    "\"%s\":{\"lastUpdated\":\"%s\",\"healthy\":%s}"
                            .formatted(family.kubernetesName(), lastSuccess, healthy));
        }
        return "{\"lastUpdated\":\"%s\",\"currentTime\":\"%s\"%s,\"healthy\":%s,\"status\":{%s}}"
                .formatted(
                        good ? now : lastSuccess,
                        now,
                        eligibility,
                        healthy,
                        String.join(",", statuses));
    }
}
