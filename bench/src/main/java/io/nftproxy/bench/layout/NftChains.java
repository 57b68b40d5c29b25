package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;
import java.util.List;

/**
 * kube-proxy's nftables mode: a chain for each service port, which selects an endpoint with an
 * anonymous map. Releases before 1.36 also have a chain for each endpoint.
 */
public final class NftChains implements ChangingLayout {
    private static final String MARK = " mark set mark or 0x004000\n";

    private static final String FRAME =
            """
            add table ip kube-proxy { comment "rules for kube-proxy" ; }
            add chain ip kube-proxy filter-prerouting-pre-dnat { type filter hook prerouting priority -110 ; }
            add chain ip kube-proxy filter-output-pre-dnat { type filter hook output priority -110 ; }
            add chain ip kube-proxy filter-input { type filter hook input priority 0 ; }
            add chain ip kube-proxy filter-forward { type filter hook forward priority 0 ; }
            add chain ip kube-proxy filter-output { type filter hook output priority 0 ; }
            add chain ip kube-proxy nat-prerouting { type nat hook prerouting priority -100 ; }
            add chain ip kube-proxy nat-output { type nat hook output priority -100 ; }
            add chain ip kube-proxy nat-postrouting { type nat hook postrouting priority 100 ; }
            add chain ip kube-proxy nodeport-endpoints-check
            add chain ip kube-proxy service-endpoints-check
            add chain ip kube-proxy cluster-ips-check
            add chain ip kube-proxy firewall-check
            add chain ip kube-proxy services
            add chain ip kube-proxy masquerading
            add chain ip kube-proxy reject-chain
            add chain ip kube-proxy mark-for-masquerade
            add set ip kube-proxy cluster-ips { type ipv4_addr ; comment "Active ClusterIPs" ; }
            add set ip kube-proxy nodeport-ips { type ipv4_addr ; }
            add set ip kube-proxy hairpin-connections { type ipv4_addr . ipv4_addr . inet_proto . inet_service ; }
            add map ip kube-proxy no-endpoint-services { type ipv4_addr . inet_proto . inet_service : verdict ; }
            add map ip kube-proxy no-endpoint-nodeports { type inet_proto . inet_service : verdict ; }
            add map ip kube-proxy firewall-ips { type ipv4_addr . inet_proto . inet_service : verdict ; }
            add map ip kube-proxy service-ips { type ipv4_addr . inet_proto . inet_service : verdict ; }
            add map ip kube-proxy service-nodeports { type inet_proto . inet_service : verdict ; }
            flush chain ip kube-proxy filter-prerouting-pre-dnat
            flush chain ip kube-proxy filter-output-pre-dnat
            flush chain ip kube-proxy filter-input
            flush chain ip kube-proxy filter-forward
            flush chain ip kube-proxy filter-output
            flush chain ip kube-proxy nat-prerouting
            flush chain ip kube-proxy nat-output
            flush chain ip kube-proxy nat-postrouting
            flush chain ip kube-proxy nodeport-endpoints-check
            flush chain ip kube-proxy service-endpoints-check
            flush chain ip kube-proxy cluster-ips-check
            flush chain ip kube-proxy firewall-check
            flush chain ip kube-proxy services
            flush chain ip kube-proxy masquerading
            flush chain ip kube-proxy reject-chain
            flush chain ip kube-proxy mark-for-masquerade
            add rule ip kube-proxy filter-input ct state new jump nodeport-endpoints-check
            add rule ip kube-proxy filter-input ct state new jump service-endpoints-check
            add rule ip kube-proxy filter-forward ct state new jump service-endpoints-check
            add rule ip kube-proxy filter-forward ct state new jump cluster-ips-check
            add rule ip kube-proxy filter-output ct state new jump service-endpoints-check
            add rule ip kube-proxy filter-output ct state new jump cluster-ips-check
            add rule ip kube-proxy filter-prerouting-pre-dnat ct state new jump firewall-check
            add rule ip kube-proxy filter-output-pre-dnat ct state new jump firewall-check
            add rule ip kube-proxy nat-prerouting jump services
            add rule ip kube-proxy nat-output jump services
            add rule ip kube-proxy nat-postrouting jump masquerading
            add rule ip kube-proxy mark-for-masquerade mark set mark or 0x004000
            add rule ip kube-proxy reject-chain reject
            add rule ip kube-proxy masquerading mark and 0x004000 != 0 mark set mark xor 0x004000 masquerade fully-random
            add rule ip kube-proxy masquerading ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random
            add rule ip kube-proxy cluster-ips-check ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"
            add rule ip kube-proxy firewall-check ip daddr . meta l4proto . th dport vmap @firewall-ips
            add rule ip kube-proxy service-endpoints-check ip daddr . meta l4proto . th dport vmap @no-endpoint-services
            add rule ip kube-proxy nodeport-endpoints-check ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports
            """;

    private final boolean endpointChains;

    /**
     * @param endpointChains whether endpoints have chains, as up to 1.35
     */
    public NftChains(boolean endpointChains) {
        this.endpointChains = endpointChains;
    }

    @Override
    public String name() {
        return endpointChains ? "nftables up to 1.35" : "nftables 1.36";
    }

    @Override
    public List<String> command() {
        return List.of("nft", "-f", "-");
    }

    @Override
    public String full(Cluster cluster) {
        StringBuilder text = new StringBuilder(FRAME);
        if (!endpointChains) {
            rule(
                    text,
                    "services",
                    "ip daddr @cluster-ips ip saddr != " + Cluster.POD_NETWORK + MARK);
        }
        rule(text, "services", "ip daddr . meta l4proto . th dport vmap @service-ips\n");
        rule(
                text,
                "services",
                "ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports\n");
        element(text, "nodeport-ips", Cluster.NODE_ADDRESS);
        for (int i = 0; i < cluster.services(); i++) {
            service(text, cluster, i, 0);
        }
        return text.toString();
    }

    @Override
    public String addService(Cluster cluster) {
        StringBuilder text = new StringBuilder();
        service(text, cluster, cluster.services(), 0);
        return text.toString();
    }

    @Override
    public String replaceEndpoint(Cluster cluster, int service, int replaced) {
        StringBuilder text = new StringBuilder();
        service(text, cluster, service, replaced);
        if (endpointChains) {
            // The chain of the replaced endpoint, which no rule refers to any more.
            remove(text, endpointChain(cluster, service, replaced - 1, replaced - 1));
        }
        return text.toString();
    }

    @Override
    public String deleteService(Cluster cluster) {
        int service = cluster.services();
        StringBuilder text = new StringBuilder();
        String ip = cluster.clusterIp(service);
        text.append("delete element ip kube-proxy cluster-ips { ").append(ip).append(" }\n");
        text.append("delete element ip kube-proxy service-ips { ")
                .append(ip)
                .append(" . tcp . 80 }\n");
        remove(text, serviceChain(cluster, service));
        for (int e = 0; e < (endpointChains ? cluster.endpoints() : 0); e++) {
            remove(text, endpointChain(cluster, service, e, 0));
        }
        return text.toString();
    }

    private void service(StringBuilder text, Cluster cluster, int i, int replaced) {
        String chain = serviceChain(cluster, i);
        if (endpointChains || cluster.hasAffinity(i)) {
            for (int e = 0; e < cluster.endpoints(); e++) {
                endpointChain(text, cluster, i, e, replaced);
            }
        }
        chain(text, chain);
        element(text, "cluster-ips", cluster.clusterIp(i));
        element(text, "service-ips", cluster.clusterIp(i) + " . tcp . 80 : goto " + chain);
        if (cluster.hasNodePort(i)) {
            external(text, cluster, i, chain);
        }
        if (endpointChains) {
            rule(
                    text,
                    chain,
                    "ip daddr %s tcp dport 80 ip saddr != %s jump mark-for-masquerade%n"
                            .formatted(cluster.clusterIp(i), Cluster.POD_NETWORK));
        }
        draw(text, cluster, i, replaced, chain);
    }

    private void external(StringBuilder text, Cluster cluster, int i, String chain) {
        String external = chain.replace("service-", "external-");
        chain(text, external);
        rule(text, external, endpointChains ? "jump mark-for-masquerade\n" : MARK);
        rule(text, external, "goto " + chain + "\n");
        element(text, "service-nodeports", "tcp . " + Cluster.NODE_PORT + " : goto " + external);
    }

    private void draw(StringBuilder text, Cluster cluster, int i, int replaced, String chain) {
        boolean affinity = cluster.hasAffinity(i);
        for (int e = 0; e < (affinity ? cluster.endpoints() : 0); e++) {
            String to = endpointChain(cluster, i, e, replaced);
            rule(text, chain, "ip saddr @" + affinitySet(to) + " goto " + to + "\n");
        }
        boolean byChain = endpointChains || affinity;
        text.append("add rule ip kube-proxy ").append(chain);
        text.append(byChain ? " " : " meta l4proto tcp dnat ip to ");
        text.append("numgen random mod ").append(cluster.endpoints());
        text.append(byChain ? " vmap { " : " map { ");
        for (int e = 0; e < cluster.endpoints(); e++) {
            text.append(e == 0 ? "" : " , ").append(e).append(" : ");
            if (byChain) {
                text.append("goto ").append(endpointChain(cluster, i, e, replaced));
            } else {
                text.append(cluster.endpoint(i, e, replaced)).append(" . ");
                text.append(Cluster.TARGET_PORT);
            }
        }
        text.append(" }\n");
    }

    private void endpointChain(StringBuilder text, Cluster cluster, int i, int e, int replaced) {
        String chain = endpointChain(cluster, i, e, replaced);
        chain(text, chain);
        String address = cluster.endpoint(i, e, replaced);
        if (endpointChains) {
            rule(text, chain, "ip saddr " + address + " jump mark-for-masquerade\n");
        }
        if (cluster.hasAffinity(i)) {
            text.append("add set ip kube-proxy ").append(affinitySet(chain));
            text.append(" { type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }\n");
            rule(text, chain, "update @" + affinitySet(chain) + " { ip saddr }\n");
        }
        rule(text, chain, "meta l4proto tcp dnat to " + address + ":" + Cluster.TARGET_PORT + "\n");
    }

    private static String affinitySet(String endpointChain) {
        return endpointChain.replace("endpoint-", "affinity-");
    }

    private static String serviceChain(Cluster cluster, int i) {
        String readable = cluster.name(i) + "/tcp/";
        return "service-" + Names.hash(readable, 8) + "-" + readable;
    }

    private static String endpointChain(Cluster cluster, int i, int e, int replaced) {
        String address = cluster.endpoint(i, e, replaced);
        String readable = cluster.name(i) + "/tcp/__" + address + "/" + Cluster.TARGET_PORT;
        return "endpoint-" + Names.hash(readable, 8) + "-" + readable;
    }

    private static void chain(StringBuilder text, String chain) {
        text.append("add chain ip kube-proxy ").append(chain).append('\n');
        text.append("flush chain ip kube-proxy ").append(chain).append('\n');
    }

    private static void remove(StringBuilder text, String chain) {
        text.append("flush chain ip kube-proxy ").append(chain).append('\n');
        text.append("delete chain ip kube-proxy ").append(chain).append('\n');
    }

    private static void rule(StringBuilder text, String chain, String ruleAndNewline) {
        text.append("add rule ip kube-proxy ").append(chain).append(' ').append(ruleAndNewline);
    }

    private static void element(StringBuilder text, String set, String element) {
        text.append("add element ip kube-proxy ").append(set).append(" { ");
        text.append(element).append(" }\n");
    }
}
