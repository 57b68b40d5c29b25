package io.nftproxy.sync.takeover;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of the iptables chains that kube-proxy makes. Other chains whose names begin with
 * {@code KUBE-} belong to kubelet ({@code KUBE-FIREWALL}, {@code KUBE-MARK-DROP}, {@code
 * KUBE-IPTABLES-HINT}, {@code KUBE-KUBELET-CANARY}), to kube-router ({@code KUBE-ROUTER-*}, {@code
 * KUBE-POD-FW-*}, {@code KUBE-NWPLCY-*}) or to container runtimes ({@code KUBE-HOSTPORTS}, {@code
 * KUBE-HP-*}).
 */
final class KubeProxyChains {
    /** Marks packets for masquerading; CNI's portmap and container runtimes jump to it as well. */
    static final String MARK_MASQ = "KUBE-MARK-MASQ";

    /** Masquerades marked packets. */
    static final String POSTROUTING = "KUBE-POSTROUTING";

    /** Accepts forwarded packets of Services. */
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
                    // ipvs mode
                    "KUBE-NODE-PORT",
                    "KUBE-LOAD-BALANCER",
                    "KUBE-SOURCE-RANGES-FIREWALL",
                    "KUBE-IPVS-FILTER",
                    "KUBE-IPVS-OUT-FILTER",
                    // userspace mode, up to 1.25
                    "KUBE-PORTALS-CONTAINER",
                    "KUBE-PORTALS-HOST",
                    "KUBE-NODEPORT-CONTAINER",
                    "KUBE-NODEPORT-HOST",
                    "KUBE-NODEPORT-NON-LOCAL");

    /** The chain of one service port or endpoint, ending in 16 characters of a base32 hash. */
    private static final String HASHED = "KUBE-(SVC|SVL|EXT|SEP|FW|XLB)-[A-Z2-7]{16}";

    private static final Pattern HASHED_NAME = Pattern.compile(HASHED);

    private KubeProxyChains() {}

    /** Returns whether kube-proxy makes a chain of this name, in any of its modes. */
    static boolean owns(String chain) {
        return FIXED.contains(chain) || HASHED_NAME.matcher(chain).matches();
    }

    /** Returns an extended regular expression for the names, as {@code grep -E} takes it. */
    static String regex() {
        List<String> fixed = FIXED.stream().sorted().toList();
        return "(" + HASHED + "|" + String.join("|", fixed) + ")";
    }
}
