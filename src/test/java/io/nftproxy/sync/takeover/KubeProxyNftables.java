package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Generates the table of kube-proxy's nftables mode for one family, for {@code nft -f}. */
final class KubeProxyNftables {
    private static final String BASE_CHAINS =
            """
            chain filter-prerouting-pre-dnat { type filter hook prerouting priority -110;
                ct state new jump firewall-check
            }
            chain filter-output-pre-dnat { type filter hook output priority -110;
                ct state new jump firewall-check
            }
            chain filter-input { type filter hook input priority 0;
                ct state new jump nodeport-endpoints-check
                ct state new jump service-endpoints-check
            }
            chain filter-forward { type filter hook forward priority 0;
                ct state new jump service-endpoints-check
                ct state new jump cluster-ips-check
            }
            chain filter-output { type filter hook output priority 0;
                ct state new jump service-endpoints-check
                ct state new jump cluster-ips-check
            }
            chain nat-prerouting { type nat hook prerouting priority -100;
                jump services
            }
            chain nat-output { type nat hook output priority -100;
                jump services
            }
            chain nat-postrouting { type nat hook postrouting priority 100;
                jump masquerading
            }
            """;

    /** A template: {@code IP} stands for {@code ip} or {@code ip6}. */
    private static final String FIXED_CHAINS =
            """
            map firewall-ips { type ADDRESS . inet_proto . inet_service : verdict; }
            chain firewall-check { IP daddr . meta l4proto . th dport vmap @firewall-ips
            }
            chain reject-chain { reject
            }
            chain service-endpoints-check {
                IP daddr . meta l4proto . th dport vmap @no-endpoint-services
            }
            chain nodeport-endpoints-check {
                IP daddr != LOOPBACK meta l4proto . th dport vmap @no-endpoint-nodeports
            }
            chain cluster-ips-check { IP daddr @cluster-ips reject
            }
            chain masquerading {
                mark & 0x4000 != 0 mark set mark ^ 0x4000 masquerade fully-random
            }
            chain services {
                IP daddr @cluster-ips IP saddr != PODS mark set mark | 0x4000
                IP daddr . meta l4proto . th dport vmap @service-ips
                fib daddr type local IP daddr != LOOPBACK meta l4proto . th dport vmap @service-nodeports
            }
            """;

    private final boolean ipv4;
    private final List<String> chains = new ArrayList<>();
    private final List<String> clusterIps = new ArrayList<>();
    private final List<String> serviceIps = new ArrayList<>();
    private final List<String> nodePorts = new ArrayList<>();
    private final List<String> noEndpointServices = new ArrayList<>();
    private final List<String> noEndpointNodePorts = new ArrayList<>();

    private KubeProxyNftables(IpFamily family) {
        this.ipv4 = family == IpFamily.IPV4;
    }

    static String table(IpFamily family, List<ProxiedService> services) {
        KubeProxyNftables table = new KubeProxyNftables(family);
        services.forEach(table::service);
        return table.text();
    }

    private void service(ProxiedService service) {
        String name = service.serviceName().toUpperCase(Locale.ROOT) + "-" + service.name();
        String chain = name.replace(':', '/');
        clusterIps.add(service.clusterIp());
        String key = "%s . tcp . %d".formatted(service.clusterIp(), service.port());
        String nodePort = "tcp . " + service.nodePort();
        if (service.endpoints().isEmpty()) {
            noEndpointServices.add(key + " : goto reject-chain");
            noEndpointNodePorts.add(nodePort + " : goto reject-chain");
            return;
        }
        serviceIps.add(key + " : goto service-" + chain);
        if (service.nodePort() > 0) {
            nodePorts.add(nodePort + " : goto external-" + chain);
            chains.add(
                    "chain external-%s { mark set mark | 0x4000\n goto service-%s\n}"
                            .formatted(chain, chain));
        }
        if (service.affinity()) {
            sticky(service, chain);
        } else {
            chains.add("chain service-%s { %s\n}".formatted(chain, draw(service)));
        }
    }

    private String draw(ProxiedService service) {
        List<String> slots = new ArrayList<>();
        for (String endpoint : service.endpoints()) {
            slots.add("%d : %s . %d".formatted(slots.size(), endpoint, service.targetPort()));
        }
        return "meta l4proto tcp dnat %s addr . port to numgen random mod %d map { %s }"
                .formatted(ip(), slots.size(), String.join(", ", slots));
    }

    private void sticky(ProxiedService service, String chain) {
        StringBuilder rules = new StringBuilder();
        List<String> slots = new ArrayList<>();
        for (String endpoint : service.endpoints()) {
            String set = "affinity-" + chain + "__" + endpoint;
            String target = "endpoint-" + chain + "__" + endpoint;
            chains.add(
                    "set %s { type %s; flags dynamic,timeout; timeout 3h; }"
                            .formatted(set, type()));
            chains.add(
                    "chain %s { update @%s { %s saddr }\n meta l4proto tcp dnat to %s:%d\n}"
                            .formatted(target, set, ip(), endpoint, service.targetPort()));
            rules.append("%s saddr @%s goto %s\n".formatted(ip(), set, target));
            slots.add("%d : goto %s".formatted(slots.size(), target));
        }
        rules.append(
                "numgen random mod %d vmap { %s }"
                        .formatted(slots.size(), String.join(", ", slots)));
        chains.add("chain service-%s { %s\n}".formatted(chain, rules));
    }

    private String text() {
        String fixed =
                (BASE_CHAINS + FIXED_CHAINS)
                        .replace("ADDRESS", type())
                        .replace("LOOPBACK", ipv4 ? "127.0.0.0/8" : "::1")
                        .replace("PODS", ipv4 ? "10.244.0.0/16" : "fd00:244::/64")
                        .replace("IP ", ip() + " ");
        return "add table %s kube-proxy { comment \"rules for kube-proxy\"; }\n".formatted(ip())
                + "table %s kube-proxy {\n".formatted(ip())
                + "set cluster-ips { type %s; %s }\n".formatted(type(), elements(clusterIps))
                + map("service-ips", type() + " . ", serviceIps)
                + map("service-nodeports", "", nodePorts)
                + map("no-endpoint-services", type() + " . ", noEndpointServices)
                + map("no-endpoint-nodeports", "", noEndpointNodePorts)
                + fixed
                + String.join("\n", chains)
                + "\n}\n";
    }

    private static String map(String name, String address, List<String> elements) {
        return "map %s { type %sinet_proto . inet_service : verdict; %s }\n"
                .formatted(name, address, elements(elements));
    }

    private static String elements(List<String> elements) {
        return elements.isEmpty() ? "" : "elements = { " + String.join(", ", elements) + " }";
    }

    private String ip() {
        return ipv4 ? "ip" : "ip6";
    }

    private String type() {
        return ipv4 ? "ipv4_addr" : "ipv6_addr";
    }
}
