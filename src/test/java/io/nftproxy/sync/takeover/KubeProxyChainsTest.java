package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The iptables chains that belong to kube-proxy, by name. */
class KubeProxyChainsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KUBE-SERVICES",
                "KUBE-EXTERNAL-SERVICES",
                "KUBE-NODEPORTS",
                "KUBE-POSTROUTING",
                "KUBE-MARK-MASQ",
                "KUBE-FORWARD",
                "KUBE-PROXY-FIREWALL",
                "KUBE-PROXY-CANARY",
                "KUBE-NODE-PORT",
                "KUBE-LOAD-BALANCER",
                "KUBE-SOURCE-RANGES-FIREWALL",
                "KUBE-IPVS-FILTER",
                "KUBE-IPVS-OUT-FILTER",
                "KUBE-PORTALS-HOST",
                "KUBE-NODEPORT-CONTAINER",
                "KUBE-SVC-NPX46M4PTMTKRN6Y",
                "KUBE-SVL-NPX46M4PTMTKRN6Y",
                "KUBE-EXT-NPX46M4PTMTKRN6Y",
                "KUBE-SEP-NPX46M4PTMTKRN6Y",
                "KUBE-FW-NPX46M4PTMTKRN6Y",
                "KUBE-XLB-NPX46M4PTMTKRN6Y"
            })
    void belongToKubeProxy(String chain) {
        assertThat(KubeProxyChains.owns(chain)).isTrue();
        assertThat(Pattern.matches(KubeProxyChains.regex(), chain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KUBE-IPTABLES-HINT",
                "KUBE-KUBELET-CANARY",
                "KUBE-FIREWALL",
                "KUBE-MARK-DROP",
                "KUBE-ROUTER-INPUT",
                "KUBE-POD-FW-NPX46M4PTMTKRN6Y",
                "KUBE-NWPLCY-DEFAULT",
                "KUBE-HOSTPORTS",
                "KUBE-HP-NPX46M4PTMTKRN6Y",
                "KUBE-SVC-BLUE",
                "KUBE-SVC-NPX46M4PTMTKRN6Y-OLD",
                "KUBE-SVC-npx46m4ptmtkrn6y",
                "KUBE-SERVICES-2",
                "MY-KUBE-SERVICES",
                "CNI-HOSTPORT-DNAT",
                "PREROUTING",
                ""
            })
    void belongToOtherPrograms(String chain) {
        assertThat(KubeProxyChains.owns(chain)).isFalse();
        assertThat(Pattern.matches(KubeProxyChains.regex(), chain)).isFalse();
    }
}
