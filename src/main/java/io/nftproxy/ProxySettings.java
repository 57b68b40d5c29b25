package io.nftproxy;

import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.NodePortAddresses;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.SectionFields;
import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpFamily;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.startup.ConntrackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configuration in the words of the packages that act on it. */
public final class ProxySettings {
    /** There if the kernel has IPv6 and it was not disabled at boot. */
    private static final Path IF_INET6 = Path.of("/proc/net/if_inet6");

    private ProxySettings() {}

    /** The host's address families. */
    static List<IpFamily> families() {
        return Files.exists(IF_INET6)
                ? List.of(IpFamily.IPV4, IpFamily.IPV6)
                : List.of(IpFamily.IPV4);
    }

    /** What the table is made by. */
    public static RenderSettings render(ProxyConfig config, List<IpFamily> families) {
        return new RenderSettings(
                families, config.masqueradeMark(), config.get(SectionFields.MASQUERADE_ALL));
    }

    /** How the node is looked at. */
    public static NodePolicy node(ProxyConfig config, String nodeName, List<IpFamily> families) {
        return new NodePolicy(
                nodeName,
                families,
                config.bindAddress(),
                detectLocal(config),
                config.nodePortAddresses().primary(),
                nodePortCidrs(config.nodePortAddresses()));
    }

    /** What connection tracking is set to at start. */
    static ConntrackSettings conntrack(ProxyConfig config) {
        return new ConntrackSettings(
                config.get(SectionFields.CONNTRACK_MAX_PER_CORE),
                config.get(SectionFields.CONNTRACK_MIN),
                config.get(SectionFields.TCP_ESTABLISHED_TIMEOUT),
                config.get(SectionFields.TCP_CLOSE_WAIT_TIMEOUT),
                config.get(SectionFields.TCP_BE_LIBERAL),
                config.get(SectionFields.UDP_TIMEOUT),
                config.get(SectionFields.UDP_STREAM_TIMEOUT));
    }

    /** The feature gates as the metrics report them. */
    static List<io.nftproxy.metrics.FeatureGate> gates(ProxyConfig config) {
        return FeatureGate.ALL.stream()
                .map(
                        gate ->
                                new io.nftproxy.metrics.FeatureGate(
                                        gate.name(),
                                        gate.stage().label(),
                                        config.featureGates().enabled(gate)))
                .toList();
    }

    private static DetectLocal detectLocal(ProxyConfig config) {
        return switch (config.detectLocalMode()) {
            case CLUSTER_CIDR -> new DetectLocal.ClusterCidr(config.clusterCidrs());
            case NODE_CIDR -> new DetectLocal.NodeCidr();
            case BRIDGE_INTERFACE ->
                    new DetectLocal.BridgeInterface(config.get(SectionFields.BRIDGE_INTERFACE));
            case INTERFACE_NAME_PREFIX ->
                    new DetectLocal.InterfaceNamePrefix(
                            config.get(SectionFields.INTERFACE_NAME_PREFIX));
        };
    }

    private static List<Cidr> nodePortCidrs(NodePortAddresses addresses) {
        List<Cidr> cidrs = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            cidrs.addAll(addresses.networks(family, List.of()));
        }
        return cidrs;
    }
}
