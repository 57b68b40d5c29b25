package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Generates the rules of kube-proxy's iptables mode, for {@code iptables-restore --noflush}. Its
 * jumps are inserted before other rules of the base chains, as kube-proxy does it.
 */
final class KubeProxyIptables {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final IpFamily family;
    private final Set<String> natChains = new LinkedHashSet<>();
    private final List<String> nat = new ArrayList<>();
    private final List<String> filter = new ArrayList<>();

    private KubeProxyIptables(IpFamily family) {
        this.family = family;
    }

    static String rules(IpFamily family, List<ProxiedService> services) {
        return new KubeProxyIptables(family).generate(services);
    }

    private String generate(List<ProxiedService> services) {
        natChains.addAll(
                List.of(
                        "KUBE-PROXY-CANARY",
                        "KUBE-SERVICES",
                        "KUBE-NODEPORTS",
                        "KUBE-POSTROUTING",
                        "KUBE-MARK-MASQ"));
        portal("PREROUTING", "kubernetes service portals", "KUBE-SERVICES");
        portal("OUTPUT", "kubernetes service portals", "KUBE-SERVICES");
        portal("POSTROUTING", "kubernetes postrouting rules", "KUBE-POSTROUTING");
        nat.add("-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN");
        nat.add("-A KUBE-POSTROUTING -j MARK --xor-mark 0x4000");
        nat.add("-A KUBE-POSTROUTING -j MASQUERADE --random-fully");
        nat.add("-A KUBE-MARK-MASQ -j MARK --or-mark 0x4000");
        filterChains();
        services.forEach(this::service);
        nat.add("-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS");
        StringBuilder text = new StringBuilder();
        text.append("*mangle\n:KUBE-PROXY-CANARY - [0:0]\nCOMMIT\n*nat\n");
        natChains.forEach(chain -> text.append(":%s - [0:0]\n".formatted(chain)));
        nat.forEach(rule -> text.append(rule).append('\n'));
        text.append("COMMIT\n*filter\n");
        filter.forEach(rule -> text.append(rule).append('\n'));
        return text.append("COMMIT\n").toString();
    }

    private void portal(String from, String comment, String to) {
        nat.add("-I %s 1 -m comment --comment \"%s\" -j %s".formatted(from, comment, to));
    }

    private void filterChains() {
        for (String chain :
                List.of(
                        "KUBE-PROXY-CANARY",
                        "KUBE-EXTERNAL-SERVICES",
                        "KUBE-FORWARD",
                        "KUBE-NODEPORTS",
                        "KUBE-PROXY-FIREWALL",
                        "KUBE-SERVICES")) {
            filter.add(":%s - [0:0]".formatted(chain));
        }
        for (String from : List.of("INPUT", "FORWARD", "OUTPUT")) {
            newConnections(from, "load balancer firewall", "KUBE-PROXY-FIREWALL");
            newConnections(
                    from,
                    "kubernetes service portals",
                    from.equals("INPUT") ? "KUBE-EXTERNAL-SERVICES" : "KUBE-SERVICES");
        }
        filter.add("-I INPUT 1 -m comment --comment \"health check\" -j KUBE-NODEPORTS");
        filter.add("-I FORWARD 1 -m comment --comment \"forwarding rules\" -j KUBE-FORWARD");
        filter.add("-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP");
        filter.add("-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT");
        filter.add("-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    }

    private void newConnections(String from, String comment, String to) {
        filter.add(
                "-I %s 1 -m conntrack --ctstate NEW -m comment --comment \"kubernetes %s\" -j %s"
                        .formatted(from, comment, to));
    }

    private void service(ProxiedService service) {
        if (service.endpoints().isEmpty()) {
            filter.add(
                    "-A KUBE-SERVICES -d %s -p tcp -m tcp --dport %d -j REJECT"
                            .formatted(service.clusterIp(), service.port()));
            return;
        }
        String cluster = chain("KUBE-SVC-", service.name());
        nat.add(
                "-A KUBE-SERVICES -d %s -p tcp -m comment --comment \"%s cluster IP\" -m tcp --dport %d -j %s"
                        .formatted(service.clusterIp(), service.name(), service.port(), cluster));
        nat.add(
                "-A %s ! -s %s -d %s -p tcp -m tcp --dport %d -j KUBE-MARK-MASQ"
                        .formatted(cluster, pods(), service.clusterIp(), service.port()));
        if (service.nodePort() > 0) {
            String external = chain("KUBE-EXT-", service.name());
            nat.add(
                    "-A KUBE-NODEPORTS -p tcp -m tcp --dport %d -j %s"
                            .formatted(service.nodePort(), external));
            nat.add("-A %s -j KUBE-MARK-MASQ".formatted(external));
            nat.add("-A %s -j %s".formatted(external, cluster));
        }
        endpoints(service, cluster);
    }

    private void endpoints(ProxiedService service, String cluster) {
        List<String> chains = new ArrayList<>();
        for (String endpoint : service.endpoints()) {
            chains.add(chain("KUBE-SEP-", service.name() + endpoint));
        }
        if (service.affinity()) {
            for (String chain : chains) {
                nat.add(
                        "-A %s -m recent --name %s --rcheck --seconds 10800 --reap -j %s"
                                .formatted(cluster, chain, chain));
            }
        }
        for (int i = 0; i < chains.size(); i++) {
            String chain = chains.get(i);
            double probability = 1.0 / (chains.size() - i);
            nat.add(
                    "-A %s -m statistic --mode random --probability %.10f -j %s"
                            .formatted(cluster, probability, chain));
            String address = service.endpoints().get(i);
            nat.add("-A %s -s %s -j KUBE-MARK-MASQ".formatted(chain, address));
            String remember = service.affinity() ? "-m recent --name " + chain + " --set " : "";
            nat.add(
                    "-A %s -p tcp -m tcp %s-j DNAT --to-destination %s:%d"
                            .formatted(chain, remember, bracketed(address), service.targetPort()));
        }
    }

    private String pods() {
        return family == IpFamily.IPV4 ? "10.244.0.0/16" : "fd00:244::/64";
    }

    private String bracketed(String address) {
        return family == IpFamily.IPV4 ? address : "[" + address + "]";
    }

    /** Returns the prefix and the first 16 characters of a SHA-256 in base32. */
    private String chain(String prefix, String of) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(of.getBytes(StandardCharsets.UTF_8));
            StringBuilder name = new StringBuilder(prefix);
            for (int i = 0; i < 16; i++) {
                int bits = ((hash[i * 5 / 8] & 0xff) << 8) | (hash[i * 5 / 8 + 1] & 0xff);
                name.append(BASE32.charAt((bits >> (11 - i * 5 % 8)) & 31));
            }
            natChains.add(name.toString());
            return name.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
