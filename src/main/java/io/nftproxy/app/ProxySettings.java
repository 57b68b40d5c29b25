package io.nftproxy.app;

import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.NodeChecks;
import io.nftproxy.config.NodePortAddresses;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.host.ConntrackSettings;
import io.nftproxy.sync.localhost.LoopbackAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Converts the configuration to the settings of the packages that use it. */
public final class ProxySettings {
    private ProxySettings() {}

    public static RenderSettings render(ProxyConfig config, List<IpFamily> families) {
        return new RenderSettings(
                families, config.masqueradeMark(), config.get(ConfigFields.MASQUERADE_ALL));
    }

    public static NodeSettings node(ProxyConfig config, String nodeName, List<IpFamily> families) {
        return new NodeSettings(
                nodeName,
                families,
                config.bindAddress(),
                detectLocal(config),
                config.nodePortAddresses().primary(),
                nodePortCidrs(config.nodePortAddresses()),
                config.scheduler());
    }

    /** Returns the sysctls of connection tracking to set at the start. */
    static ConntrackSettings conntrack(ProxyConfig config) {
        return new ConntrackSettings(
                config.get(ConfigFields.CONNTRACK_MAX_PER_CORE),
                config.get(ConfigFields.CONNTRACK_MIN),
                config.get(ConfigFields.TCP_ESTABLISHED_TIMEOUT),
                config.get(ConfigFields.TCP_CLOSE_WAIT_TIMEOUT),
                config.get(ConfigFields.TCP_BE_LIBERAL),
                config.get(ConfigFields.UDP_TIMEOUT),
                config.get(ConfigFields.UDP_STREAM_TIMEOUT));
    }

    /**
     * Returns the settings that do not fit a host with two families, once the primary one is known.
     * On a host with one family, they were logged or fatal at the start.
     */
    static List<String> misfits(ProxyConfig config, List<IpFamily> families, IpFamily primary) {
        return families.size() == 1
                ? List.of()
                : new NodeChecks(primary, Set.copyOf(families))
                        .findings(config).stream().map(NodeChecks.Finding::message).toList();
    }

    /** Returns the loopback addresses that NodePorts are served on. */
    static Set<IpAddress> loopback(ProxyConfig config) {
        NodePortAddresses addresses = config.nodePortAddresses();
        return config.featureGates().enabled(FeatureGate.LOCALHOST_NODE_PORTS)
                ? LoopbackAddresses.named(addresses.localhost(), addresses.cidrs())
                : Set.of();
    }

    private static PodDetection detectLocal(ProxyConfig config) {
        return switch (config.detectLocalMode()) {
            case CLUSTER_CIDR -> new PodDetection.ClusterCidr(config.clusterCidrs());
            case NODE_CIDR -> new PodDetection.NodeCidr();
            case BRIDGE_INTERFACE ->
                    new PodDetection.BridgeInterface(config.get(ConfigFields.BRIDGE_INTERFACE));
            case INTERFACE_NAME_PREFIX ->
                    new PodDetection.InterfaceNamePrefix(
                            config.get(ConfigFields.INTERFACE_NAME_PREFIX));
        };
    }

    private static List<Cidr> nodePortCidrs(NodePortAddresses addresses) {
        List<Cidr> cidrs = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            cidrs.addAll(addresses.networks(family));
        }
        return cidrs;
    }
}
