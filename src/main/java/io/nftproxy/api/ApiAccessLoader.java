package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loader of the API server's address and our credentials, with client-go's precedence: {@code
 * --master} over the kubeconfig's server, and the pod's service account if neither is given.
 */
final class ApiAccessLoader {
    private static final Path SERVICE_ACCOUNT =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final int MAX_PORT = 65_535;

    private ApiAccessLoader() {}

    static Config load(
            @Nullable Path kubeconfig, @Nullable String master, Map<String, String> environment)
            throws AccessProblem {
        boolean hasMaster = master != null && !master.isEmpty();
        if (kubeconfig == null && !hasMaster) {
            return inCluster(environment, SERVICE_ACCOUNT);
        }
        ConfigBuilder config = kubeconfig == null ? empty() : KubeconfigReader.read(kubeconfig);
        if (hasMaster) {
            config.withMasterUrl(normalized(String.valueOf(master)));
        }
        check(config.getMasterUrl());
        if (config.getHttpsProxy() == null) {
            applyProxy(config, environment);
        }
        return config.build();
    }

    /** Returns the configuration of a pod: its service account's token and the cluster's CA. */
    static Config inCluster(Map<String, String> environment, Path serviceAccount)
            throws AccessProblem {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
        Path token = serviceAccount.resolve("token");
        if (host.isEmpty() || port.isEmpty()) {
            throw new AccessProblem(
                    "neither --kubeconfig nor --master is given, and this is no pod:"
                            + " KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
        }
        if (!Files.isReadable(token)) {
            throw new AccessProblem("cannot read the service account's token: " + token);
        }
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        String server = "https://" + bracketed + ":" + port;
        check(server);
        // The proxy of the environment is for servers outside the cluster.
        return empty().withMasterUrl(server)
                .withCaCertFile(serviceAccount.resolve("ca.crt").toString())
                .withOauthTokenProvider(new TokenFile(token, System::nanoTime))
                .build();
    }

    /** Throws a problem for a URL that the HTTP client cannot send a request to. */
    private static void check(String server) throws AccessProblem {
        URI uri;
        try {
            uri = new URI(server);
        } catch (URISyntaxException e) {
            throw unusable(server, e);
        }
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme());
        boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || uri.getPort() > MAX_PORT || !isHttp && !isHttps) {
            throw unusable(server, null);
        }
    }

    private static AccessProblem unusable(String server, @Nullable Exception cause) {
        String what = "cannot use the API server's address " + server;
        return new AccessProblem(
                what + ": it must be http://HOST:PORT or https://HOST:PORT", cause);
    }

    /**
     * Returns a configuration that ignores fabric8's own environment variables, does not retry,
     * because the callers do, and uses HTTP/1.1, where each watch has a connection of its own.
     */
    static ConfigBuilder empty() {
        return new ConfigBuilder(Config.empty())
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(true);
    }

    /**
     * Applies {@code HTTPS_PROXY} or {@code HTTP_PROXY}, unless {@code NO_PROXY} covers the server.
     */
    private static void applyProxy(ConfigBuilder config, Map<String, String> environment) {
        String server = config.getMasterUrl();
        String scheme = server.startsWith("https:") ? "HTTPS_PROXY" : "HTTP_PROXY";
        String proxy = variable(environment, scheme);
        URI uri = URI.create(server);
        String host = String.valueOf(uri.getHost()).replaceAll("[\\[\\]]", "");
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("HTTPS_PROXY") ? 443 : 80;
        if (proxy.isEmpty() || new NoProxy(variable(environment, "NO_PROXY")).covers(host, port)) {
            return;
        }
        String url = proxy.contains("://") ? proxy : "http://" + proxy;
        config.withHttpProxy(url).withHttpsProxy(url);
    }

    /** Returns a variable by its upper-case name, else by its lower-case name; empty if unset. */
    private static String variable(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty()
                ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "")
                : value;
    }

    /** Returns a URL with a scheme, by default {@code http}, and without a slash at the end. */
    static String normalized(String server) {
        String schemed = server.contains("://") ? server : "http://" + server;
        return schemed.endsWith("/") ? schemed.substring(0, schemed.length() - 1) : schemed;
    }
}
