package io.nftproxy.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig, YAML or JSON.
 *
 * <p>fabric8 can do this too, but takes 60 MiB and most of a second for it, because it makes all of
 * its model known to a data binder first.
 */
final class KubeconfigReader {
    private record Context(String cluster, String user) {}

    private final Path file;
    private final JsonCursor yaml;
    private final Map<String, Map<String, String>> clusters = new HashMap<>();
    private final Map<String, Map<String, String>> users = new HashMap<>();
    private final Map<String, Context> contexts = new HashMap<>();
    private String currentContext = "";

    private KubeconfigReader(Path file, JsonCursor yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    static Kubeconfig read(Path file) throws AccessProblem {
        try (JsonParser parser = new YAMLFactory().createParser(file.toFile())) {
            parser.nextToken();
            JsonCursor yaml = new JsonCursor(parser, new StringPool());
            return new KubeconfigReader(file, yaml).read();
        } catch (JsonProcessingException e) {
            String what = e.getOriginalMessage().replaceAll("\\s+", " ");
            throw new AccessProblem("kubeconfig " + file + " cannot be read: " + what, e);
        } catch (IOException e) {
            throw new AccessProblem("kubeconfig " + file + " cannot be read: " + e, e);
        }
    }

    private Kubeconfig read() throws IOException, AccessProblem {
        yaml.startObject();
        yaml.fields(
                field -> {
                    switch (field) {
                        case "current-context" -> currentContext = yaml.text();
                        case "clusters" -> yaml.items(() -> readNamed("cluster", clusters));
                        case "users" -> yaml.items(() -> readNamed("user", users));
                        case "contexts" -> yaml.items(this::readContext);
                        default -> {}
                    }
                });
        if (yaml.isSpoiled()) {
            JsonCursor.Problem first = yaml.problems().getFirst();
            throw problem(first.path() + ": " + first.why());
        }
        return current();
    }

    /** Reads {@code {name: ..., cluster: {...}}}; of what is not text just that it is there. */
    private void readNamed(String part, Map<String, Map<String, String>> into) throws IOException {
        Map<String, String> values = new HashMap<>();
        String[] name = {""};
        yaml.fields(
                field -> {
                    if (field.equals("name")) {
                        name[0] = yaml.text();
                    } else if (field.equals(part)) {
                        yaml.fields(key -> readValue(key, values));
                    }
                });
        into.putIfAbsent(name[0], values);
    }

    private void readValue(String key, Map<String, String> values) {
        if (!yaml.isNull()) {
            values.put(key, yaml.scalar());
        }
    }

    private void readContext() throws IOException {
        String[] read = {"", "", ""};
        yaml.fields(
                field -> {
                    if (field.equals("name")) {
                        read[0] = yaml.text();
                    } else if (field.equals("context")) {
                        yaml.fields(
                                key -> {
                                    switch (key) {
                                        case "cluster" -> read[1] = yaml.text();
                                        case "user" -> read[2] = yaml.text();
                                        default -> {}
                                    }
                                });
                    }
                });
        contexts.putIfAbsent(read[0], new Context(read[1], read[2]));
    }

    private Kubeconfig current() throws AccessProblem {
        Context context = contexts.get(currentContext);
        if (context == null) {
            throw problem("current-context \"" + currentContext + "\" is not in contexts");
        }
        Map<String, String> cluster = clusters.get(context.cluster());
        if (cluster == null || cluster.getOrDefault("server", "").isEmpty()) {
            throw problem("cluster \"" + context.cluster() + "\" has no server");
        }
        Map<String, String> user = users.get(context.user());
        if (user == null && !context.user().isEmpty()) {
            throw problem("user \"" + context.user() + "\" is not in users");
        }
        return new Kubeconfig(
                cluster(cluster),
                user == null ? null : user(user),
                user != null && (user.containsKey("exec") || user.containsKey("auth-provider")));
    }

    private Kubeconfig.Cluster cluster(Map<String, String> values) {
        return new Kubeconfig.Cluster(
                ApiAccessLoader.normalized(values.getOrDefault("server", "")),
                path(values, "certificate-authority"),
                text(values, "certificate-authority-data"),
                values.getOrDefault("insecure-skip-tls-verify", "").equals("true"),
                text(values, "tls-server-name"),
                text(values, "proxy-url"));
    }

    private Kubeconfig.User user(Map<String, String> values) {
        return new Kubeconfig.User(
                text(values, "token"),
                path(values, "tokenFile"),
                text(values, "username"),
                text(values, "password"),
                path(values, "client-certificate"),
                text(values, "client-certificate-data"),
                path(values, "client-key"),
                text(values, "client-key-data"));
    }

    private static @Nullable String text(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return text.isEmpty() ? null : text;
    }

    private @Nullable Path path(Map<String, String> values, String key) {
        String text = text(values, key);
        return text == null ? null : file.toAbsolutePath().resolveSibling(text);
    }

    private AccessProblem problem(String what) {
        return new AccessProblem("kubeconfig " + file + ": " + what);
    }
}
