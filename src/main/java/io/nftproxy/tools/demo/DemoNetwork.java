package io.nftproxy.tools.demo;

import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The network of the demo: the node is this process's network namespace, connected by a veth pair
 * to each pod and to the client.
 *
 * <pre>
 * client 192.0.2.2 --- 192.0.2.1 node 10.244.0.1 --- pods 10.244.0.11, 10.244.0.12, ...
 * </pre>
 */
final class DemoNetwork {
    static final String NODE_ADDRESS = "192.0.2.1";
    static final String CLIENT_ADDRESS = "192.0.2.2";
    static final String POD_CIDR = "10.244.0.0/24";
    static final String SERVICE_CIDR = "10.96.0.0/16";
    private static final String GATEWAY = "10.244.0.1";
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");

    /** The mask of ICMP messages with a rate limit, by default one a second for each receiver. */
    private static final Path LIMITED_ICMP = Path.of("/proc/sys/net/ipv4/icmp_ratemask");

    /** The process id, by which the kernel finds the namespace of the process, not of a thread. */
    private final long node = ProcessHandle.current().pid();

    private DemoNetwork() {}

    /**
     * Makes a node of this process's namespace.
     *
     * @throws DemoProblem if the namespace is not a fresh one, or cannot be configured
     */
    static DemoNetwork onThisNode() throws DemoProblem, InterruptedException {
        // In a fresh namespace, not even the loopback interface is up.
        if (!ip(List.of("link show up")).isEmpty()) {
            throw new DemoProblem(
                    "changes no network but its own: start it with bin/nftproxy, which gives it a"
                            + " network namespace");
        }
        ip(List.of("link set lo up"));
        try {
            Files.writeString(FORWARDING, "1");
            // One client makes the connections of many, and each one must be refused.
            Files.writeString(LIMITED_ICMP, "0");
        } catch (IOException e) {
            throw new DemoProblem(
                    "cannot write sysctls of its network namespace: "
                            + e
                            + "; a container has to be privileged for that");
        }
        return new DemoNetwork();
    }

    /** Returns {@code 10.244.0.11} for 11. */
    static String podAddress(int host) {
        return "10.244.0." + host;
    }

    /** Makes a namespace with one address and a default route through the node. */
    NetworkNamespace pod(String name, String address) throws DemoProblem, InterruptedException {
        return attach(
                name,
                List.of(
                        "address add " + address + "/32 dev eth0",
                        "link set eth0 up",
                        "route add default via " + GATEWAY + " dev eth0 onlink"),
                List.of(
                        "address add " + GATEWAY + "/32 dev " + name,
                        "link set " + name + " up",
                        "route add " + address + "/32 dev " + name));
    }

    /** Makes a namespace outside of the cluster, with a route to Services through the node. */
    NetworkNamespace client() throws DemoProblem, InterruptedException {
        return attach(
                "outside",
                List.of(
                        "address add " + CLIENT_ADDRESS + "/24 dev eth0",
                        "link set eth0 up",
                        "route add " + SERVICE_CIDR + " via " + NODE_ADDRESS),
                List.of(
                        "address add " + NODE_ADDRESS + "/24 dev outside",
                        "link set outside up",
                        "route add default via " + CLIENT_ADDRESS));
    }

    private NetworkNamespace attach(String name, List<String> there, List<String> here)
            throws DemoProblem, InterruptedException {
        try {
            NetworkNamespace namespace = NetworkNamespace.fresh();
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                ip(List.of("link add eth0 type veth peer name " + name + " netns " + node));
                ip(there);
            }
            ip(here);
            return namespace;
        } catch (IOException e) {
            throw new DemoProblem("cannot make a network namespace: " + e.getMessage());
        }
    }

    /** Runs commands of {@code ip}, up to the first that fails. Returns the output. */
    private static String ip(List<String> commands) throws DemoProblem, InterruptedException {
        try {
            Process ip = new ProcessBuilder("ip", "-batch", "-").redirectErrorStream(true).start();
            try (OutputStream input = ip.getOutputStream()) {
                input.write(String.join("\n", commands).getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (ip.waitFor() != 0) {
                throw new DemoProblem("cannot make its network: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new DemoProblem(
                    "needs the command ip, from the package iproute2 (" + e.getMessage() + ")");
        }
    }
}
