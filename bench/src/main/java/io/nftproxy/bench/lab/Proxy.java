package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service proxy as a program: nftproxy, or a kube-proxy in one of its modes.
 *
 * @param name {@code kube-proxy nftables}
 * @param command the program and the flags that do not depend on the API server
 * @param tools a directory that is put first in PATH; null for none
 */
public record Proxy(String name, List<String> command, @Nullable Path tools) {
    private static final List<String> IPTABLES =
            List.of(
                    "iptables",
                    "iptables-save",
                    "iptables-restore",
                    "ip6tables",
                    "ip6tables-save",
                    "ip6tables-restore");
    private static final Path SBIN = Path.of("/usr/sbin");

    /** Returns nftproxy with its launcher, as it is shipped. */
    public static Proxy nftproxy() {
        String launcher = System.getProperty("project.dir") + "/target/nftproxy/bin/nftproxy";
        return new Proxy("nftproxy", List.of(launcher), null);
    }

    /**
     * Returns kube-proxy in mode nftables.
     *
     * @param nft the {@code nft} that it runs; null for that of the machine
     */
    public static Proxy nftables(Path kubeProxy, @Nullable Path nft) throws IOException {
        return kubeProxy(kubeProxy, "nftables", nft == null ? Map.of() : Map.of("nft", nft));
    }

    /**
     * Returns kube-proxy in mode iptables.
     *
     * @param backEnd of the iptables that it runs, {@code legacy} or {@code nft}
     */
    public static Proxy iptables(Path kubeProxy, String backEnd) throws IOException {
        Path program = SBIN.resolve("xtables-" + backEnd + "-multi");
        Map<String, Path> links = new TreeMap<>();
        IPTABLES.forEach(name -> links.put(name, program));
        Proxy proxy = kubeProxy(kubeProxy, "iptables", links);
        return new Proxy(proxy.name + " " + backEnd, proxy.command, proxy.tools);
    }

    private static Proxy kubeProxy(Path program, String mode, Map<String, Path> links)
            throws IOException {
        Path tools = Files.createTempDirectory("bench-tools");
        for (Map.Entry<String, Path> link : links.entrySet()) {
            Files.createSymbolicLink(tools.resolve(link.getKey()), link.getValue());
        }
        List<String> command =
                List.of(
                        program.toAbsolutePath().toString(),
                        "--proxy-mode=" + mode,
                        "--conntrack-min=0",
                        "--conntrack-tcp-timeout-established=0",
                        "--conntrack-tcp-timeout-close-wait=0");
        return new Proxy("kube-proxy " + mode, command, tools);
    }

    /** Returns the command with the flags for an API server and the bench's node. */
    List<String> commandFor(String apiUrl) {
        List<String> all = new ArrayList<>(command);
        all.add("--master=" + apiUrl);
        all.add("--hostname-override=bench-node");
        all.add("--cluster-cidr=" + Cluster.POD_NETWORK);
        all.add("--nodeport-addresses=192.168.7.0/24");
        all.add("--conntrack-max-per-core=0");
        return all;
    }

    /** Starts it in the calling thread's namespace. */
    public ProxyProcess start(String apiUrl) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(commandFor(apiUrl));
        if (tools != null) {
            builder.environment().merge("PATH", "", (path, _) -> tools + ":" + path);
        }
        return new ProxyProcess(name, builder);
    }
}
