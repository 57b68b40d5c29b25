package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.testing.Golden;
import java.nio.file.Path;

/** Installs the rules of kube-proxy and of other programs on a node. */
record RuleInstaller(Tools tools) {
    private static final Path FILES = Golden.resources().resolve("takeover");

    /** Installs rules of other programs in nftables, with nft and with iptables-nft. */
    void othersInNftables() {
        tools.run("iptables-nft-restore", FILES.resolve("foreign4.rules").toString());
        tools.run("ip6tables-nft-restore", FILES.resolve("foreign6.rules").toString());
        tools.run("nft", "-f", FILES.resolve("foreign.nft").toString());
    }

    /** Installs rules of other programs in iptables-legacy. */
    void othersInLegacy() {
        tools.run("iptables-legacy-restore", FILES.resolve("foreign4.rules").toString());
        tools.run("ip6tables-legacy-restore", FILES.resolve("foreign6.rules").toString());
    }

    /**
     * Installs the rules of kube-proxy in iptables mode.
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

    /** Installs the rules of kube-proxy in nftables mode. */
    void kubeProxyNftables() {
        for (IpFamily family : IpFamily.values()) {
            tools.feed(
                    KubeProxyNftables.table(family, ProxiedService.of(family)), "nft", "-f", "-");
        }
    }

    /**
     * Makes the interface of kube-proxy in ipvs mode. A veth stands for kube-proxy's dummy
     * interface, which not every kernel has.
     */
    void ipvsInterface(String... addresses) {
        tools.run("ip", "link", "add", "kube-ipvs0", "type", "veth", "peer", "name", "other");
        for (String address : addresses) {
            tools.run("ip", "address", "add", address + "/32", "dev", "kube-ipvs0");
        }
        tools.run("ip", "link", "set", "kube-ipvs0", "up");
    }
}
