package io.nftproxy.watch;

import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides, as client-go does, where the API server is and who we are: a kubeconfig, {@code
 * --master} over it or alone, or else the service account that a pod finds in its file system.
 */
final class ApiAccessLoader {
    private static final Path SERVICE_ACCOUNT =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private ApiAccessLoader() {}

    static ApiAccess load(
            @Nullable Path kubeconfig, @Nullable String master, Map<String, String> environment)
            throws AccessProblem {
        boolean hasMaster = master != null && !master.isEmpty();
        if (kubeconfig == null && !hasMaster) {
            return inCluster(environment, SERVICE_ACCOUNT);
        }
        if (kubeconfig == null) {
            String server = normalized(String.valueOf(master));
            return of(anonymous(server), environment);
        }
        Kubeconfig read = KubeconfigReader.read(kubeconfig);
        if (read.hasPlugin()) {
            read = new Kubeconfig(read.cluster(), PluginCredentials.obtain(kubeconfig), true);
        }
        return of(
                hasMaster ? read.withServer(normalized(String.valueOf(master))) : read,
                environment);
    }

    /** As a pod: the service account's token and the cluster's CA. */
    static ApiAccess inCluster(Map<String, String> environment, Path serviceAccount)
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
            throw new AccessProblem("the service account's token cannot be read: " + token);
        }
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        Path ca = serviceAccount.resolve("ca.crt");
        Kubeconfig.Cluster cluster =
                new Kubeconfig.Cluster(
                        "https://" + bracketed + ":" + port, ca, null, false, null, null);
        Kubeconfig.User user = new Kubeconfig.User(null, token, null, null, null, null, null, null);
        // A pod reaches its own API server without a proxy, whatever is set for the world outside.
        return of(new Kubeconfig(cluster, user, false), Map.of());
    }

    private static Kubeconfig anonymous(String server) {
        return new Kubeconfig(
                new Kubeconfig.Cluster(server, null, null, false, null, null), null, false);
    }

    private static ApiAccess of(Kubeconfig config, Map<String, String> environment)
            throws AccessProblem {
        Kubeconfig.Cluster cluster = config.cluster();
        Proxy proxy = ProxyChoice.of(cluster.server(), cluster.proxyUrl(), environment);
        return new ApiAccess(
                cluster.server(),
                authorization(config.user()),
                cluster.server().startsWith("https:") ? TlsSockets.of(config) : null,
                proxy);
    }

    private static ApiAccess.Authorization authorization(Kubeconfig.@Nullable User user) {
        if (user == null) {
            return ApiAccess.Authorization.NONE;
        }
        if (user.tokenFile() != null) {
            return new TokenFile(user.tokenFile(), System::nanoTime);
        }
        if (user.token() != null) {
            String header = "Bearer " + user.token();
            return () -> header;
        }
        if (user.username() != null) {
            String pair = user.username() + ":" + (user.password() == null ? "" : user.password());
            byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
            String header = "Basic " + Base64.getEncoder().encodeToString(bytes);
            return () -> header;
        }
        return ApiAccess.Authorization.NONE;
    }

    /** With a scheme, plain HTTP if there was none, and without a slash at the end. */
    static String normalized(String server) {
        String schemed = server.contains("://") ? server : "http://" + server;
        return schemed.endsWith("/") ? schemed.substring(0, schemed.length() - 1) : schemed;
    }
}
