package io.nftproxy.bench.lab;

/**
 * A cluster of any size: Service {@code bench/svc-i} has one TCP port 80 and the same number of
 * endpoints as the others, none of them on our node.
 *
 * <p>The Service in the middle also has a nodePort, and the one after it has ClientIP affinity.
 */
public record Cluster(int services, int endpoints) {
    /** {@code 172.16.0.0/12}. */
    private static final int SERVICES = 0xac100000;

    /** {@code 10.128.0.0/10}. */
    private static final int ENDPOINTS = 0x0a800000;

    /** The first address of endpoints that replace others. */
    private static final int REPLACEMENTS = 0x0ab00000;

    /** The ClusterIP of {@code bench/probe}, after those of all other Services. */
    public static final String PROBE_IP = "172.31.255.1";

    public static final String POD_NETWORK = "10.128.0.0/9";
    public static final String NODE_ADDRESS = "192.168.7.1";
    public static final int PORT = 80;
    public static final int TARGET_PORT = 8080;
    public static final int NODE_PORT = 30080;

    public int middle() {
        return services / 2;
    }

    public boolean hasNodePort(int service) {
        return service == middle();
    }

    public boolean hasAffinity(int service) {
        return service == middle() + 1;
    }

    /** {@code bench/svc-17}. */
    public String name(int service) {
        return "bench/svc-" + service;
    }

    /** {@code 172.16.0.18}. */
    public String clusterIp(int service) {
        return text(clusterIpBits(service));
    }

    public int clusterIpBits(int service) {
        return SERVICES + service + 1;
    }

    /**
     * {@code 10.128.0.7}.
     *
     * @param replaced how many endpoints of the Service, from the first on, were replaced
     */
    public String endpoint(int service, int endpoint, int replaced) {
        return text(endpointBits(service, endpoint, replaced));
    }

    public int endpointBits(int service, int endpoint, int replaced) {
        if (endpoint < replaced) {
            return REPLACEMENTS + service * endpoints + endpoint + 1;
        }
        return ENDPOINTS + service * endpoints + endpoint + 1;
    }

    private static String text(int bits) {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 255)
                + "."
                + (bits >>> 8 & 255)
                + "."
                + (bits & 255);
    }
}
