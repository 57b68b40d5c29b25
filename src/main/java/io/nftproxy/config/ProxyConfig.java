package io.nftproxy.config;

import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All settings of the proxy, checked, with defaults filled in: KubeProxyConfiguration of
 * kubeproxy.config.k8s.io/v1alpha1. Components are named as its fields; docs/configuration.md says
 * what each does here.
 *
 * @param hostnameOverride the node's name as given; empty: the host's name counts
 * @param bindAddress the node's primary address; the unspecified address: taken from the Node
 *     object, and only the family counts. Nothing listens on it
 * @param healthzBindAddress empty: no health server
 * @param metricsBindAddress empty: no metrics server
 * @param showHiddenMetricsForVersion a minor release, {@code 1.35}, or empty; unused
 * @param mode what was asked for; the proxy works in nftables mode whatever it is
 * @param clusterCidrs the pods' networks: none, one, or one of each family
 * @param oomScoreAdj -1000 to 1000
 * @param configSyncPeriod how often informers replay what they know; positive
 * @param portRange of a mode that is gone; unused
 * @param windowsRunAsService unused
 */
public record ProxyConfig(
        FeatureGates featureGates,
        ClientConnection clientConnection,
        Logging logging,
        String hostnameOverride,
        IpAddress bindAddress,
        Optional<ListenAddress> healthzBindAddress,
        Optional<ListenAddress> metricsBindAddress,
        boolean bindAddressHardFail,
        boolean enableProfiling,
        String showHiddenMetricsForVersion,
        ProxyMode mode,
        IpTables iptables,
        Ipvs ipvs,
        NfTables nftables,
        WinKernel winkernel,
        DetectLocalMode detectLocalMode,
        DetectLocal detectLocal,
        List<Cidr> clusterCidrs,
        NodePortAddresses nodePortAddresses,
        int oomScoreAdj,
        Conntrack conntrack,
        Duration configSyncPeriod,
        String portRange,
        boolean windowsRunAsService) {
    public ProxyConfig {
        clusterCidrs = List.copyOf(clusterCidrs);
    }

    /** Whether all traffic to ClusterIPs is masqueraded. */
    public boolean masqueradeAll() {
        return nftables.masqueradeAll();
    }

    /** 0 to 31: the bit of the packet mark that asks for masquerade. */
    public int masqueradeBit() {
        return nftables.masqueradeBit();
    }

    /** How soon a failed sync is tried again. Health turns bad after twice this. */
    public Duration syncPeriod() {
        return nftables.syncPeriod();
    }

    /**
     * The shortest time between two syncs that the user asked for.
     *
     * @return empty if the user did not: then the pace follows what syncs cost
     */
    public Optional<Duration> minSyncPeriod() {
        return nftables.minSyncPeriod().isZero()
                ? Optional.empty()
                : Optional.of(nftables.minSyncPeriod());
    }

    /** The pods' network of one family. */
    public Optional<Cidr> clusterCidr(IpFamily family) {
        return clusterCidrs.stream().filter(cidr -> cidr.family() == family).findFirst();
    }
}
