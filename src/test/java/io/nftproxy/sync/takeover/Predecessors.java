package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.testing.Golden;
import java.nio.file.Path;

/** Puts onto a node what a kube-proxy, and others beside it, leave there. */
record Predecessors(Tools tools) {
    private static final Path FILES = Golden.resources().resolve("takeover");

    /** Rules of everybody else, in nftables made by nft and by iptables-nft. */
    void othersInNftables() {
        tools.run("iptables-nft-restore", FILES.resolve("foreign4.rules").toString());
        tools.run("ip6tables-nft-restore", FILES.resolve("foreign6.rules").toString());
        tools.run("nft", "-f", FILES.resolve("foreign.nft").toString());
    }

    /** Rules of everybody else, in iptables-legacy. */
    void othersInLegacy() {
        tools.run("iptables-legacy-restore", FILES.resolve("foreign4.rules").toString());
        tools.run("ip6tables-legacy-restore", FILES.resolve("foreign6.rules").toString());
    }

    /**
     * Kube-proxy in iptables mode.
     *
     * @param backEnd {@code nft} or {@code legacy}
     */
    void kubeProxyIptables(String backEnd) {
        for (IpFamily family : IpFamily.values()) {
            String tool = family == IpFamily.IPV4 ? "iptables-" : "ip6tables-";
            tools.feed(
                    KubeProxyIptables.rules(family, ProxiedService.of(family)),
                    tool + backEnd + "-restore",
                    "--noflush");
        }
    }

    /** Kube-proxy in nftables mode. */
    void kubeProxyNftables() {
        for (IpFamily family : IpFamily.values()) {
            tools.feed(
                    KubeProxyNftables.table(family, ProxiedService.of(family)), "nft", "-f", "-");
        }
    }

    /**
     * The interface of kube-proxy in ipvs mode. Kube-proxy's is a dummy, which not every kernel
     * has; what counts are its name and that it makes service addresses the node's own.
     */
    void ipvsInterface(String... addresses) {
        tools.run("ip", "link", "add", "kube-ipvs0", "type", "veth", "peer", "name", "other");
        for (String address : addresses) {
            tools.run("ip", "address", "add", address + "/32", "dev", "kube-ipvs0");
        }
        tools.run("ip", "link", "set", "kube-ipvs0", "up");
    }
}
