package io.nftproxy.api.decode;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.TrafficPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of {@code v1} Services.
 *
 * <p>An invalid address, port or range that the API server's validation missed is left out; the
 * rest of the Service works.
 */
final class ServiceReader implements ObjectReader<Service> {
    /** The label of Services that another proxy serves, whatever its value (KEP-2447). */
    private static final String PROXY_NAME = "service.kubernetes.io/service-proxy-name";

    /** Selects in the API server what {@link #isWanted} accepts by its labels. */
    static final String LABEL_SELECTOR = "!" + PROXY_NAME;

    private static final String NONE = "None";
    private static final String LOCAL = "Local";

    /** Three hours, the API's default for {@code clientIP.timeoutSeconds}. */
    private static final int AFFINITY_SECONDS_DEFAULT = 10_800;

    /** One day, the API's limit. */
    private static final int AFFINITY_SECONDS_MAX = 86_400;

    private final JsonCursor json;
    private final ServicePorts ports;
    private String type = "ClusterIP";
    private String clusterIp = "";
    private final List<String> clusterIps = new ArrayList<>(2);
    private final List<String> ipFamilies = new ArrayList<>(2);
    private final List<IpAddress> externalIps = new ArrayList<>();
    private final List<IpAddress> loadBalancerIps = new ArrayList<>();
    private final List<Cidr> sourceRanges = new ArrayList<>();
    private boolean hasUnreadableRange;
    private boolean hasAffinity;
    private int affinitySeconds = AFFINITY_SECONDS_DEFAULT;
    private boolean isInternalLocal;
    private boolean isExternalLocal;
    private int healthCheckNodePort;

    ServiceReader(JsonCursor json) {
        this.json = json;
        this.ports = new ServicePorts(json);
    }

    @Override
    public void read(String field) throws IOException {
        switch (field) {
            case "spec" -> json.fields(this::readSpec);
            case "status" -> json.field("loadBalancer", this::readLoadBalancer);
            default -> {}
        }
    }

    private void readSpec(String field) throws IOException {
        switch (field) {
            case "type" -> type = json.text();
            case "clusterIP" -> clusterIp = json.text();
            case "clusterIPs" -> json.items(() -> clusterIps.add(json.text()));
            case "ipFamilies" -> json.items(() -> ipFamilies.add(json.text()));
            case "ports" -> ports.read();
            case "externalIPs" -> json.items(() -> readAddress(externalIps));
            case "loadBalancerSourceRanges" -> json.items(this::readSourceRange);
            case "sessionAffinity" -> hasAffinity = json.text().equals("ClientIP");
            case "sessionAffinityConfig" -> json.field("clientIP", this::readAffinity);
            case "internalTrafficPolicy" -> isInternalLocal = json.text().equals(LOCAL);
            case "externalTrafficPolicy" -> isExternalLocal = json.text().equals(LOCAL);
            case "healthCheckNodePort" -> readHealthCheckNodePort();
            default -> {}
        }
    }

    private void readLoadBalancer() throws IOException {
        json.field("ingress", () -> json.items(this::readIngress));
    }

    private void readAddress(List<IpAddress> into) throws IOException {
        String text = json.text();
        IpAddress address = IpAddress.parse(text);
        if (address == null) {
            json.note(text, "not an IP address; left out");
        } else if (!into.contains(address)) {
            into.add(address);
        }
    }

    private void readIngress() throws IOException {
        List<IpAddress> vip = new ArrayList<>(1);
        boolean[] isProxied = {false};
        json.fields(
                field -> {
                    switch (field) {
                        case "ip" -> readIngressIp(vip);
                        // KEP-1860: with VIP, the default, packets keep this address as their
                        // destination.
                        case "ipMode" -> isProxied[0] = json.text().equals("Proxy");
                        default -> {}
                    }
                });
        if (!isProxied[0] && !loadBalancerIps.containsAll(vip)) {
            loadBalancerIps.addAll(vip);
        }
    }

    private void readIngressIp(List<IpAddress> into) throws IOException {
        if (!json.isNull() && !json.text().isEmpty()) {
            readAddress(into);
        }
    }

    private void readSourceRange() throws IOException {
        String text = json.text();
        Cidr range = Cidr.parse(text.strip());
        if (range == null) {
            hasUnreadableRange = true;
            json.note(text, "not a CIDR; admits no source");
        } else {
            sourceRanges.add(range);
        }
    }

    private void readAffinity() throws IOException {
        json.field("timeoutSeconds", this::readAffinitySeconds);
    }

    private void readAffinitySeconds() throws IOException {
        int seconds = json.isNull() ? AFFINITY_SECONDS_DEFAULT : json.number();
        if (seconds < 1 || seconds > AFFINITY_SECONDS_MAX) {
            json.note(Integer.toString(seconds), "not 1 to 86400 seconds; taken as 10800");
        } else {
            affinitySeconds = seconds;
        }
    }

    private void readHealthCheckNodePort() throws IOException {
        int port = json.number();
        if (port < 0 || port > 65_535) {
            json.note(Integer.toString(port), "not a port; left out");
        } else {
            healthCheckNodePort = port;
        }
    }

    @Override
    public boolean isWanted(ObjectMeta meta) {
        return !meta.labels().containsKey(PROXY_NAME)
                && !type.equals("ExternalName")
                && !clusterIp.isEmpty()
                && !clusterIp.equals(NONE);
    }

    @Override
    public @Nullable Service finish(ObjectMeta meta) {
        List<IpAddress> addresses = clusterIps();
        if (addresses.isEmpty()) {
            json.note("spec.clusterIPs", clusterIp, "no usable ClusterIP; object ignored");
            return null;
        }
        if (hasUnreadableRange) {
            removeUnguardedVips();
        }
        boolean isLoadBalancer = type.equals("LoadBalancer");
        boolean isExternal = isLoadBalancer || type.equals("NodePort") || !externalIps.isEmpty();
        boolean externalLocal = isExternalLocal && isExternal;
        return new Service(
                meta.objectName(),
                meta.uid(),
                meta.createdSeconds(),
                addresses,
                externalIps,
                loadBalancerIps,
                sourceRanges,
                hasAffinity ? affinitySeconds : 0,
                isInternalLocal ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
                externalLocal ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
                meta.scheduler(),
                isLoadBalancer && externalLocal ? healthCheckNodePort : 0,
                ports.finish());
    }

    /** Removes the VIPs of a family without a valid range, which would be open to every source. */
    private void removeUnguardedVips() {
        for (IpFamily family : IpFamily.values()) {
            boolean isGuarded = sourceRanges.stream().anyMatch(range -> range.family() == family);
            if (!isGuarded && loadBalancerIps.removeIf(vip -> vip.family() == family)) {
                json.note(
                        "spec.loadBalancerSourceRanges",
                        "",
                        "none usable for " + family.kubernetesName() + "; its VIPs left out");
            }
        }
    }

    /** Returns at most one ClusterIP of each family that {@code ipFamilies} allows. */
    private List<IpAddress> clusterIps() {
        boolean isOld = ipFamilies.isEmpty() || clusterIps.isEmpty();
        List<String> texts = isOld ? List.of(clusterIp) : clusterIps;
        List<IpAddress> usable = new ArrayList<>(2);
        for (String text : texts) {
            IpAddress address = IpAddress.parse(text);
            if (address == null) {
                json.note("spec.clusterIPs", text, "not an IP address; left out");
            } else if (isAllowed(address.family()) && !hasFamily(usable, address.family())) {
                usable.add(address);
            }
        }
        return usable;
    }

    private boolean isAllowed(IpFamily family) {
        return ipFamilies.isEmpty() || ipFamilies.contains(family.kubernetesName());
    }

    private static boolean hasFamily(List<IpAddress> addresses, IpFamily family) {
        return addresses.stream().anyMatch(address -> address.family() == family);
    }
}
