package io.nftproxy.api;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.SyntaxMessage;
import io.nftproxy.api.plugin.Credentials;
import io.nftproxy.api.plugin.ExecPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a kubeconfig's current context, YAML or JSON, into fabric8's configuration. Paths are
 * relative to the file's folder.
 *
 * <p>fabric8 has such a reader too, but it takes 60 MiB and most of a second, because it registers
 * its whole object model with a data binder. So it is used for {@code auth-provider} only.
 */
final class KubeconfigReader {
    private final Path file;
    private final JsonCursor yaml;
    private final Map<String, Map<String, String>> clusters = new HashMap<>();
    private final Map<String, Map<String, String>> users = new HashMap<>();
    private final Map<String, Map<String, String>> contexts = new HashMap<>();
    private final Map<String, ExecPlugin> plugins = new HashMap<>();
    private String currentContext = "";

    private KubeconfigReader(Path file, JsonCursor yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    static ConfigBuilder read(Path file) throws AccessProblem {
        try (JsonCursor yaml = JsonCursor.openYaml(file)) {
            yaml.next();
            return new KubeconfigReader(file, yaml).read();
        } catch (IOException e) {
            String syntax = SyntaxMessage.of(e);
            String why = syntax == null ? e.toString() : syntax.replaceAll("\\s+", " ");
            throw new AccessProblem("cannot read kubeconfig " + file + ": " + why, e);
        }
    }

    private ConfigBuilder read() throws IOException, AccessProblem {
        yaml.startObject();
        yaml.fields(
                field -> {
                    switch (field) {
                        case "current-context" -> currentContext = yaml.text();
                        case "clusters" -> yaml.items(() -> readNamed("cluster", clusters));
                        case "users" -> yaml.items(() -> readNamed("user", users));
                        case "contexts" -> yaml.items(() -> readNamed("context", contexts));
                        default -> {}
                    }
                });
        if (yaml.isSpoiled()) {
            JsonCursor.Problem first = yaml.problems().getFirst();
            throw problem(first.path() + ": " + first.why());
        }
        return current();
    }

    /**
     * Reads {@code {name: ..., cluster: {...}}}. An object or array as value is kept as empty text.
     */
    private void readNamed(String part, Map<String, Map<String, String>> into) throws IOException {
        Map<String, String> values = new HashMap<>();
        String[] name = {""};
        List<ExecPlugin> plugin = new ArrayList<>();
        yaml.fields(
                field -> {
                    if (field.equals("name")) {
                        name[0] = yaml.text();
                    } else if (field.equals(part)) {
                        yaml.fields(key -> readValue(key, values, plugin));
                    }
                });
        if (into.putIfAbsent(name[0], values) == null) {
            plugin.forEach(exec -> plugins.put(name[0], exec));
        }
    }

    private void readValue(String key, Map<String, String> values, List<ExecPlugin> plugin)
            throws IOException {
        if (yaml.isNull()) {
            return;
        }
        if (key.equals("exec")) {
            plugin.add(ExecPlugin.read(yaml));
        } else {
            values.put(key, yaml.scalar());
        }
    }

    private ConfigBuilder current() throws AccessProblem {
        Map<String, String> context = contexts.get(currentContext);
        if (context == null) {
            throw problem("current-context \"" + currentContext + "\" is not in contexts");
        }
        String clusterName = context.getOrDefault("cluster", "");
        Map<String, String> cluster = clusters.getOrDefault(clusterName, Map.of());
        if (cluster.getOrDefault("server", "").isEmpty()) {
            throw problem("cluster \"" + clusterName + "\" has no server");
        }
        String userName = context.getOrDefault("user", "");
        Map<String, String> user = users.get(userName);
        if (user == null && !userName.isEmpty()) {
            throw problem("user \"" + userName + "\" is not in users");
        }
        ConfigBuilder config = ApiAccessLoader.empty();
        fill(config, cluster);
        if (user == null) {
            return config;
        }
        ExecPlugin plugin = plugins.get(userName);
        if (plugin != null) {
            run(plugin, cluster, config);
        } else if (user.containsKey("auth-provider")) {
            PluginCredentials.obtain(file, config);
        } else {
            authenticate(config, user);
        }
        return config;
    }

    private void run(ExecPlugin plugin, Map<String, String> cluster, ConfigBuilder config)
            throws AccessProblem {
        try {
            Path folder = file.toAbsolutePath().resolveSibling("");
            Credentials found = plugin.run(folder, clusterInfo(cluster));
            config.withOauthToken(found.token().isEmpty() ? null : found.token())
                    .withClientCertData(base64(found.certificate()))
                    .withClientKeyData(base64(found.key()));
        } catch (IOException e) {
            String why = "the credential plugin " + plugin + ": " + e.getMessage();
            throw new AccessProblem("kubeconfig " + file + ": " + why, e);
        }
    }

    private static @Nullable String base64(String pem) {
        return pem.isEmpty()
                ? null
                : Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns {@code spec.cluster} of an ExecCredential. */
    private Map<String, Object> clusterInfo(Map<String, String> cluster) throws IOException {
        Map<String, Object> info = new HashMap<>();
        for (String field : List.of("server", "tls-server-name", "proxy-url")) {
            String value = text(cluster, field);
            if (value != null) {
                info.put(field, value);
            }
        }
        if (cluster.getOrDefault("insecure-skip-tls-verify", "").equals("true")) {
            info.put("insecure-skip-tls-verify", true);
        }
        String ca = data(cluster, "certificate-authority-data");
        String caFile = path(cluster, "certificate-authority");
        if (ca == null && caFile != null) {
            ca = Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(caFile)));
        }
        if (ca != null) {
            info.put("certificate-authority-data", ca);
        }
        return info;
    }

    private void fill(ConfigBuilder config, Map<String, String> cluster) {
        String proxy = text(cluster, "proxy-url");
        config.withMasterUrl(ApiAccessLoader.normalized(cluster.getOrDefault("server", "")))
                .withCaCertFile(path(cluster, "certificate-authority"))
                .withCaCertData(data(cluster, "certificate-authority-data"))
                .withTrustCerts(cluster.getOrDefault("insecure-skip-tls-verify", "").equals("true"))
                .withTlsServerName(text(cluster, "tls-server-name"))
                .withHttpProxy(proxy)
                .withHttpsProxy(proxy);
    }

    private void authenticate(ConfigBuilder config, Map<String, String> user) {
        config.withOauthToken(text(user, "token"))
                .withUsername(text(user, "username"))
                .withPassword(text(user, "password"))
                .withClientCertFile(path(user, "client-certificate"))
                .withClientCertData(data(user, "client-certificate-data"))
                .withClientKeyFile(path(user, "client-key"))
                .withClientKeyData(data(user, "client-key-data"));
        String tokenFile = path(user, "tokenFile");
        if (tokenFile != null) {
            config.withOauthTokenProvider(new TokenFile(Path.of(tokenFile), System::nanoTime));
        }
    }

    private static @Nullable String text(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return text.isEmpty() ? null : text;
    }

    /** Returns Base64 without the line breaks that it may have. */
    private static @Nullable String data(Map<String, String> values, String key) {
        String text = text(values, key);
        return text == null ? null : text.replaceAll("\\s", "");
    }

    private @Nullable String path(Map<String, String> values, String key) {
        String text = text(values, key);
        return text == null ? null : file.toAbsolutePath().resolveSibling(text).toString();
    }

    private AccessProblem problem(String what) {
        return new AccessProblem("kubeconfig " + file + ": " + what);
    }
}
