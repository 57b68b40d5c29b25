package io.nftproxy.watch;

import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to the API server: the kubeconfig's {@code proxy-url}, else {@code HTTPS_PROXY}
 * or {@code HTTP_PROXY} unless {@code NO_PROXY} names the server.
 */
final class ProxyChoice {
    private ProxyChoice() {}

    static Proxy of(String server, @Nullable String proxyUrl, Map<String, String> environment)
            throws AccessProblem {
        if (proxyUrl != null) {
            return proxy(proxyUrl);
        }
        URI uri = URI.create(server);
        String scheme = server.startsWith("https:") ? "HTTPS_PROXY" : "HTTP_PROXY";
        String fromEnvironment = variable(environment, scheme);
        String host = uri.getHost() == null ? "" : uri.getHost();
        if (fromEnvironment.isEmpty() || isDirect(host, variable(environment, "NO_PROXY"))) {
            return Proxy.NO_PROXY;
        }
        return proxy(fromEnvironment);
    }

    private static String variable(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return environment.getOrDefault(name, lower);
    }

    private static Proxy proxy(String url) throws AccessProblem {
        URI uri;
        try {
            uri = URI.create(url.contains("://") ? url : "http://" + url);
        } catch (IllegalArgumentException e) {
            throw new AccessProblem("proxy " + url + " is not a URL", e);
        }
        String host = uri.getHost();
        if (host == null) {
            throw new AccessProblem("proxy " + url + " names no host");
        }
        return switch (uri.getScheme()) {
            case "http" -> new Proxy(Proxy.Type.HTTP, address(host, uri.getPort(), 80));
            case "socks5" -> new Proxy(Proxy.Type.SOCKS, address(host, uri.getPort(), 1080));
            default -> throw new AccessProblem("proxy " + url + " is neither http nor socks5");
        };
    }

    private static InetSocketAddress address(String host, int port, int otherwise) {
        return InetSocketAddress.createUnresolved(host, port < 0 ? otherwise : port);
    }

    /**
     * Entries are hosts, domains with or without a leading dot, addresses, CIDRs or an asterisk.
     */
    private static boolean isDirect(String host, String noProxy) {
        String bare = host.replace("[", "").replace("]", "");
        IpAddress address = IpAddress.parse(bare);
        if (bare.equals("localhost") || (address != null && address.isLoopback())) {
            return true;
        }
        for (String entry : noProxy.split(",")) {
            if (matches(bare, address, entry.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String host, @Nullable IpAddress address, String entry) {
        Cidr cidr = Cidr.parse(entry);
        if (entry.isEmpty() || entry.equals("*")) {
            return !entry.isEmpty();
        }
        if (cidr != null) {
            return address != null && cidr.contains(address);
        }
        String domain = entry.startsWith(".") ? entry : "." + entry;
        return host.equals(entry) || host.endsWith(domain);
    }
}
