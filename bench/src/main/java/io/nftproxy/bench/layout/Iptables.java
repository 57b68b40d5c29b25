package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * kube-proxy's iptables mode: a rule for each service port in one list, a chain for it, a chain for
 * each endpoint, and a rule with a probability for each draw.
 *
 * <p>As in kube-proxy above 1,000 endpoints, rules have no comments, and a partial sync writes the
 * whole list of services.
 */
public final class Iptables implements ChangingLayout {
    private static final String FRAME =
            """
            *filter
            :KUBE-SERVICES - [0:0]
            :KUBE-EXTERNAL-SERVICES - [0:0]
            :KUBE-FORWARD - [0:0]
            :KUBE-NODEPORTS - [0:0]
            :KUBE-PROXY-FIREWALL - [0:0]
            -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
            -A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT
            -A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            *nat
            :KUBE-SERVICES - [0:0]
            :KUBE-NODEPORTS - [0:0]
            :KUBE-POSTROUTING - [0:0]
            :KUBE-MARK-MASQ - [0:0]
            """;

    private static final String FIXED_RULES =
            """
            -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
            -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
            -A KUBE-POSTROUTING -j MASQUERADE --random-fully
            -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
            """;

    /** Jumps that kube-proxy adds once, with {@code iptables -I}. */
    private static final String JUMPS =
            """
            *filter
            -I INPUT -m conntrack --ctstate NEW -j KUBE-PROXY-FIREWALL
            -I FORWARD -m conntrack --ctstate NEW -j KUBE-PROXY-FIREWALL
            -I OUTPUT -m conntrack --ctstate NEW -j KUBE-PROXY-FIREWALL
            -I INPUT -j KUBE-NODEPORTS
            -I INPUT -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES
            -I FORWARD -m conntrack --ctstate NEW -j KUBE-SERVICES
            -I FORWARD -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES
            -I FORWARD -j KUBE-FORWARD
            -I OUTPUT -m conntrack --ctstate NEW -j KUBE-SERVICES
            COMMIT
            *nat
            -I PREROUTING -j KUBE-SERVICES
            -I OUTPUT -j KUBE-SERVICES
            -I POSTROUTING -j KUBE-POSTROUTING
            COMMIT
            """;

    private static final int LIST_ONLY = -1;

    private final String backEnd;

    /**
     * @param backEnd {@code legacy} or {@code nft}
     */
    public Iptables(String backEnd) {
        this.backEnd = backEnd;
    }

    @Override
    public String name() {
        return "iptables " + backEnd;
    }

    @Override
    public List<String> command() {
        return List.of("iptables-" + backEnd + "-restore", "--noflush", "--wait");
    }

    /** Returns the jumps to the chains of {@link #full}, to be loaded once after it. */
    public String jumps() {
        return JUMPS;
    }

    @Override
    public String full(Cluster cluster) {
        StringBuilder chains = new StringBuilder(FRAME);
        StringBuilder rules = new StringBuilder(FIXED_RULES);
        for (int i = 0; i < cluster.services(); i++) {
            service(chains, rules, cluster, i, 0);
        }
        return finish(chains, rules);
    }

    @Override
    public String addService(Cluster cluster) {
        return partial(cluster, cluster.services() + 1, cluster.services(), 0);
    }

    @Override
    public String replaceEndpoint(Cluster cluster, int service, int replaced) {
        String gone = endpointChain(cluster, service, replaced - 1, replaced - 1);
        return without(List.of(gone), partial(cluster, cluster.services(), service, replaced));
    }

    @Override
    public String deleteService(Cluster cluster) {
        List<String> gone = new ArrayList<>();
        gone.add(serviceChain(cluster, cluster.services()));
        for (int e = 0; e < cluster.endpoints(); e++) {
            gone.add(endpointChain(cluster, cluster.services(), e, 0));
        }
        return without(gone, partial(cluster, cluster.services(), LIST_ONLY, LIST_ONLY));
    }

    /** Returns a text that also flushes chains at its beginning and deletes them at its end. */
    private static String without(List<String> gone, String text) {
        StringBuilder flushes = new StringBuilder("*nat\n");
        StringBuilder deletions = new StringBuilder();
        for (String chain : gone) {
            flushes.append(':').append(chain).append(" - [0:0]\n");
            deletions.append("-X ").append(chain).append('\n');
        }
        return text.replace("*nat\n", flushes).replaceFirst("COMMIT\n$", deletions + "COMMIT\n");
    }

    /** Returns the list of all services, and the chains of one. */
    private static String partial(Cluster cluster, int services, int changed, int replaced) {
        StringBuilder chains = new StringBuilder(FRAME);
        StringBuilder rules = new StringBuilder(FIXED_RULES);
        for (int i = 0; i < services; i++) {
            service(chains, rules, cluster, i, i == changed ? replaced : LIST_ONLY);
        }
        return finish(chains, rules);
    }

    private static String finish(StringBuilder chains, StringBuilder rules) {
        rules.append("-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS\nCOMMIT\n");
        return chains.append(rules).toString();
    }

    private static void service(
            StringBuilder chains, StringBuilder rules, Cluster cluster, int i, int replaced) {
        String chain = serviceChain(cluster, i);
        String to = "-d " + cluster.clusterIp(i) + "/32 -p tcp -m tcp --dport 80 ";
        rules.append("-A KUBE-SERVICES ").append(to).append("-j ").append(chain).append('\n');
        if (cluster.hasNodePort(i)) {
            nodePort(chains, rules, chain);
        }
        if (replaced == LIST_ONLY) {
            return;
        }
        chains.append(':').append(chain).append(" - [0:0]\n");
        rules.append("-A ").append(chain).append(" ! -s ").append(Cluster.POD_NETWORK).append(' ');
        rules.append(to).append("-j KUBE-MARK-MASQ\n");
        draw(chains, rules, cluster, i, replaced);
    }

    private static void nodePort(StringBuilder chains, StringBuilder rules, String chain) {
        String external = chain.replace("-SVC-", "-EXT-");
        chains.append(':').append(external).append(" - [0:0]\n");
        rules.append("-A KUBE-NODEPORTS -p tcp -m tcp --dport ").append(Cluster.NODE_PORT);
        rules.append(" -j ").append(external).append('\n');
        rules.append("-A ").append(external).append(" -j KUBE-MARK-MASQ\n");
        rules.append("-A ").append(external).append(" -j ").append(chain).append('\n');
    }

    private static void draw(
            StringBuilder chains, StringBuilder rules, Cluster cluster, int i, int replaced) {
        String chain = serviceChain(cluster, i);
        StringBuilder known = new StringBuilder();
        StringBuilder draws = new StringBuilder();
        for (int e = 0; e < cluster.endpoints(); e++) {
            String to = endpointChain(cluster, i, e, replaced);
            chains.append(':').append(to).append(" - [0:0]\n");
            String address = cluster.endpoint(i, e, replaced);
            rules.append("-A ")
                    .append(to)
                    .append(" -s ")
                    .append(address)
                    .append("/32 -j KUBE-MARK-MASQ\n");
            String learn = "";
            if (cluster.hasAffinity(i)) {
                known.append(
                        "-A %s -m recent --name %s --rcheck --seconds 10800 --reap -j %s%n"
                                .formatted(chain, to, to));
                learn = "-m recent --name " + to + " --set ";
            }
            rules.append("-A ").append(to).append(" -p tcp ").append(learn);
            rules.append("-m tcp -j DNAT --to-destination ").append(address).append(':');
            rules.append(Cluster.TARGET_PORT).append('\n');
            draws.append("-A ").append(chain).append(probability(cluster.endpoints() - e));
            draws.append(" -j ").append(to).append('\n');
        }
        rules.append(known).append(draws);
    }

    private static String probability(int left) {
        return left == 1
                ? ""
                : String.format(
                        Locale.ROOT, " -m statistic --mode random --probability %.10f", 1.0 / left);
    }

    private static String serviceChain(Cluster cluster, int i) {
        return "KUBE-SVC-" + Names.hash(cluster.name(i) + "tcp", 16);
    }

    private static String endpointChain(Cluster cluster, int i, int e, int replaced) {
        return "KUBE-SEP-"
                + Names.hash(
                        cluster.name(i)
                                + "tcp"
                                + cluster.endpoint(i, e, replaced)
                                + ":"
                                + Cluster.TARGET_PORT,
                        16);
    }
}
