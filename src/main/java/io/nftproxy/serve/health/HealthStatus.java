package io.nftproxy.serve.health;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.model.IpFamily;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The health of the proxy and its node at one instant.
 *
 * @param healthy whether changes reach the kernel in time
 * @param nodeEligible whether load balancers may use this node
 * @param lastSuccess the end of the last successful sync; {@link #NEVER} before the first
 * @param families the proxied families; they are programmed together and share one health
 */
public record HealthStatus(
        boolean healthy,
        boolean nodeEligible,
        Instant lastSuccess,
        Instant now,
        Set<IpFamily> families) {
    /** 0001-01-01T00:00:00Z, Go's zero time, which kube-proxy reports here. */
    public static final Instant NEVER = Instant.ofEpochSecond(-62_135_596_800L);

    public HealthStatus {
        families = Set.copyOf(families);
    }

    /** Returns the body of {@code /healthz}, which is about the proxy and the node. */
    public String healthzJson() {
        Map<String, @Nullable Object> body = times(healthy && nodeEligible);
        body.put("nodeEligible", nodeEligible);
        return json(body);
    }

    /** Returns the body of {@code /livez}, which is about the proxy alone. */
    public String livezJson() {
        return json(times(healthy));
    }

    /** A good answer has the current time as lastUpdated: load balancers read it as a heartbeat. */
    private Map<String, @Nullable Object> times(boolean good) {
        return object("lastUpdated", good ? now : lastSuccess, "currentTime", now);
    }

    private String json(Map<String, @Nullable Object> body) {
        Map<String, @Nullable Object> status = object();
        for (IpFamily family : new TreeSet<>(families)) {
            status.put(
                    family.kubernetesName(),
                    object("lastUpdated", lastSuccess, "healthy", healthy));
        }
        body.put("healthy", healthy);
        body.put("status", status);
        return JsonText.of(body);
    }
}
