package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.LoadBalancers;
import io.nftproxy.core.model.Cidr;
import java.util.stream.Collectors;

/**
 * The allow lists of kube-proxy's nftables mode: the map {@code firewall-ips} leads to a chain for
 * each port of a load balancer, whose only rule has the list.
 */
public final class FirewallChains {
    public static final String NAME = "a chain for each port";

    private final LoadBalancers all;

    public FirewallChains(LoadBalancers all) {
        this.all = all;
    }

    /** Returns a text that programs all load balancers. */
    public String full() {
        StringBuilder text =
                new StringBuilder(
                        """
                        add table ip kube-proxy
                        add map ip kube-proxy firewall-ips { type ipv4_addr . inet_proto . inet_service : verdict ; }
                        add chain ip kube-proxy firewall-check
                        add chain ip kube-proxy filter-prerouting-pre-dnat { type filter hook prerouting priority -110 ; }
                        add rule ip kube-proxy filter-prerouting-pre-dnat ct state new jump firewall-check
                        add rule ip kube-proxy firewall-check ip daddr . meta l4proto . th dport vmap @firewall-ips
                        """);
        for (int i = 0; i < all.services(); i++) {
            for (int port : LoadBalancers.PORTS) {
                String chain = chain(i, port);
                text.append("add chain ip kube-proxy ").append(chain).append('\n');
                rule(i, port, 0, text);
                text.append("add element ip kube-proxy firewall-ips { ")
                        .append(key(i, port))
                        .append(" : goto ")
                        .append(chain)
                        .append(" }\n");
            }
        }
        return text.toString();
    }

    /** Returns a text that changes the lists of the first Services. */
    public String change(int services, int replaced) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < services; i++) {
            for (int port : LoadBalancers.PORTS) {
                text.append("flush chain ip kube-proxy ").append(chain(i, port)).append('\n');
                rule(i, port, replaced, text);
            }
        }
        return text.toString();
    }

    /** Returns a text that deletes the first Services. */
    public String delete(int services) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < services; i++) {
            for (int port : LoadBalancers.PORTS) {
                text.append("delete element ip kube-proxy firewall-ips { ")
                        .append(key(i, port))
                        .append(" }\nflush chain ip kube-proxy ")
                        .append(chain(i, port))
                        .append("\ndelete chain ip kube-proxy ")
                        .append(chain(i, port))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private void rule(int service, int port, int replaced, StringBuilder text) {
        String sources =
                all.networks(service, replaced).stream()
                        .map(Cidr::toString)
                        .collect(Collectors.joining(", "));
        text.append("add rule ip kube-proxy ")
                .append(chain(service, port))
                .append(" ip saddr != { ")
                .append(sources)
                .append(" } drop\n");
    }

    private static String chain(int service, int port) {
        return "firewall-AAAAAAAA-bench/svc-" + service + "/tcp/p" + port;
    }

    private String key(int service, int port) {
        return all.address(service) + " . tcp . " + port;
    }
}
