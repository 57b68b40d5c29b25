package io.nftproxy.sync.takeover;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The iptables chains that kube-proxy makes, by name. Everything else that begins with {@code
 * KUBE-} is somebody else's: kubelet's ({@code KUBE-FIREWALL}, {@code KUBE-MARK-DROP}, {@code
 * KUBE-IPTABLES-HINT}, {@code KUBE-KUBELET-CANARY}), kube-router's ({@code KUBE-ROUTER-*}, {@code
 * KUBE-POD-FW-*}, {@code KUBE-NWPLCY-*}), container runtimes' ({@code KUBE-HOSTPORTS}, {@code
 * KUBE-HP-*}).
 */
final class KubeProxyChains {
    /** Marks packets for masquerading; CNI's portmap and container runtimes jump to it as well. */
    static final String MARK_MASQ = "KUBE-MARK-MASQ";

    /** Masquerades what was marked. */
    static final String POSTROUTING = "KUBE-POSTROUTING";

    /** Accepts forwarded packets of services. */
    static final String FORWARD = "KUBE-FORWARD";

    private static final Set<String> FIXED =
            Set.of(
                    "KUBE-SERVICES",
                    "KUBE-EXTERNAL-SERVICES",
                    "KUBE-NODEPORTS",
                    POSTROUTING,
                    MARK_MASQ,
                    FORWARD,
                    "KUBE-PROXY-FIREWALL",
                    "KUBE-PROXY-CANARY",
                    // of the ipvs mode
                    "KUBE-NODE-PORT",
                    "KUBE-LOAD-BALANCER",
                    "KUBE-SOURCE-RANGES-FIREWALL",
                    "KUBE-IPVS-FILTER",
                    "KUBE-IPVS-OUT-FILTER",
                    // of the userspace mode, up to 1.25
                    "KUBE-PORTALS-CONTAINER",
                    "KUBE-PORTALS-HOST",
                    "KUBE-NODEPORT-CONTAINER",
                    "KUBE-NODEPORT-HOST",
                    "KUBE-NODEPORT-NON-LOCAL");

    /** A chain of one service port or endpoint: ends in 16 characters of a hash in base 32. */
    private static final String HASHED = "KUBE-(SVC|SVL|EXT|SEP|FW|XLB)-[A-Z2-7]{16}";

    private static final Pattern HASHED_NAME = Pattern.compile(HASHED);

    private KubeProxyChains() {}

    /** Whether kube-proxy, in any of its modes, makes chains of this name. */
    static boolean owns(String chain) {
        return FIXED.contains(chain) || HASHED_NAME.matcher(chain).matches();
    }

    /** An extended regular expression, as grep takes it, for the names. */
    static String regex() {
        List<String> fixed = FIXED.stream().sorted().toList();
        return "(" + HASHED + "|" + String.join("|", fixed) + ")";
    }
}
