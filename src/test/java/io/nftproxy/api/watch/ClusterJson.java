package io.nftproxy.api.watch;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Objects as the API server would send them. Services are in the namespace {@code ns}; Service
 * number i has the ClusterIP 10.96.x.y, its endpoint number j the address 10.x.y.z.
 */
final class ClusterJson {
    private ClusterJson() {}

    static String service(String name, String clusterIp) {
        return service(name, clusterIp, "");
    }

    /**
     * @param labels as in JSON, {@code "a":"b"}; empty for none
     */
    static String service(String name, String clusterIp, String labels) {
        return """
        {"kind":"Service","apiVersion":"v1",
         "metadata":{"name":"%s","namespace":"ns","uid":"uid-%s","labels":{%s},
           "creationTimestamp":"2026-01-01T00:00:00Z"},
         "spec":{"type":"ClusterIP","clusterIP":"%s","clusterIPs":["%s"],"ipFamilies":["IPv4"],
           "ports":[{"name":"http","protocol":"TCP","port":80,"targetPort":8080}]},
         "status":{"loadBalancer":{}}}
        """
                .formatted(name, name, labels, clusterIp, clusterIp);
    }

    static String serviceNumber(int i) {
        return service("svc-" + i, "10.96." + (i >> 8) + "." + (i & 255));
    }

    /** A slice of a Service, with endpoints on a hundred nodes in turn. */
    static String slice(String name, String service, int number, int endpoints) {
        String all =
                IntStream.range(0, endpoints)
                        .mapToObj(j -> endpoint(number * endpoints + j, j % 100))
                        .collect(Collectors.joining(","));
        return """
        {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",
         "metadata":{"name":"%s","namespace":"ns","labels":{"kubernetes.io/service-name":"%s"}},
         "addressType":"IPv4","endpoints":[%s],
         "ports":[{"name":"http","protocol":"TCP","port":8080}]}
        """
                .formatted(name, service, all);
    }

    private static String endpoint(int number, int node) {
        int address = number + 1;
        return """
        {"addresses":["10.%d.%d.%d"],"nodeName":"node-%d","zone":"a",
         "conditions":{"ready":true,"serving":true,"terminating":false},
         "targetRef":{"kind":"Pod","namespace":"ns","name":"pod-%d","uid":"uid-%d"}}\
        """
                .formatted(address >> 16, address >> 8 & 255, address & 255, node, number, number);
    }

    static String node(String name, String address) {
        return """
        {"kind":"Node","apiVersion":"v1","metadata":{"name":"%s","uid":"uid-%s"},
         "status":{"addresses":[{"type":"InternalIP","address":"%s"}]}}
        """
                .formatted(name, name, address);
    }

    static String serviceCidr(String name, String cidr) {
        return """
        {"kind":"ServiceCIDR","apiVersion":"networking.k8s.io/v1","metadata":{"name":"%s"},
         "spec":{"cidrs":["%s"]}}
        """
                .formatted(name, cidr);
    }
}
