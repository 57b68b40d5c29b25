package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;
import java.util.List;

/** The baseline: a single DNAT rule for the measured service. */
public final class OneRule implements Layout {
    @Override
    public String name() {
        return "one DNAT rule";
    }

    @Override
    public List<String> command() {
        return List.of("nft", "-f", "-");
    }

    @Override
    public String full(Cluster cluster) {
        int service = cluster.middle();
        String to = "dnat to " + cluster.endpoint(service, 0, 0) + ":" + Cluster.TARGET_PORT;
        return """
        table ip one {
            chain prerouting { type nat hook prerouting priority -100
                ip daddr %s tcp dport 80 %s
                ip daddr %s tcp dport 80 %s
                ip daddr %s tcp dport %d meta mark set 0x4000 %s
            }
            chain postrouting { type nat hook postrouting priority 100
                meta mark 0x4000 masquerade fully-random
            }
        }
        """
                .formatted(
                        cluster.clusterIp(service),
                        to,
                        cluster.clusterIp(service + 1),
                        to,
                        Cluster.NODE_ADDRESS,
                        Cluster.NODE_PORT,
                        to);
    }
}
