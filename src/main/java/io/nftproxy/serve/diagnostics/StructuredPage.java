package io.nftproxy.serve.diagnostics;

import static io.nftproxy.config.json.JsonText.object;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.serve.http.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of a Kubernetes component in the format that the header {@code Accept} asks for: text for
 * people, or an object of {@code config.k8s.io/v1beta1} as JSON or YAML. The object is sent only
 * for its full media type, {@code application/json;as=Flagz;v=v1beta1;g=config.k8s.io}; plain
 * {@code application/json} is answered with 406, as in kube-proxy.
 *
 * @param kind of the object, {@code Flagz}
 * @param name of the component, {@code metadata.name}
 */
record StructuredPage(String kind, String name) {
    private static final String GROUP = "config.k8s.io";
    private static final String VERSION = "v1beta1";

    private static final String NOT_ACCEPTABLE =
            JsonText.of(
                    object(
                            "kind", "Status",
                            "apiVersion", "v1",
                            "metadata", Map.of(),
                            "status", "Failure",
                            "message",
                                    "only the following media types are accepted:"
                                            + " application/json, application/yaml, text/plain",
                            "reason", "NotAcceptable",
                            "code", 406));

    /** Sends the page; only the supplier of the format that is sent is called. */
    void send(
            HttpExchange exchange, Supplier<String> text, Supplier<? extends Map<String, ?>> fields)
            throws IOException {
        List<String> headers = exchange.getRequestHeaders().getOrDefault("Accept", List.of(""));
        String accept = String.join(",", headers);
        List<String> ranges = Arrays.stream(accept.split(",")).map(String::strip).toList();
        for (String range : ranges) {
            List<String> parts = Arrays.stream(range.split(";")).map(String::strip).toList();
            switch (parts.getFirst()) {
                case "", "*/*", "text/*", "text/plain" -> {
                    Response.text(exchange, 200, text.get());
                    return;
                }
                case "application/json" -> {
                    if (asksForObject(parts)) {
                        String json = JsonText.of(whole(fields.get())) + "\n";
                        Response.send(exchange, 200, objectType("application/json"), json);
                        return;
                    }
                }
                case "application/yaml" -> {
                    if (asksForObject(parts)) {
                        String yaml = yaml(whole(fields.get()), "");
                        Response.send(exchange, 200, objectType("application/yaml"), yaml);
                        return;
                    }
                }
                default -> {}
            }
        }
        Response.json(exchange, 406, NOT_ACCEPTABLE + "\n");
    }

    private boolean asksForObject(List<String> parts) {
        return parts.containsAll(List.of("as=" + kind, "v=" + VERSION, "g=" + GROUP));
    }

    private String objectType(String mediaType) {
        return mediaType + ";g=" + GROUP + ";v=" + VERSION + ";as=" + kind;
    }

    private Map<String, @Nullable Object> whole(Map<String, ?> fields) {
        Map<String, @Nullable Object> object =
                object(
                        "kind",
                        kind,
                        "apiVersion",
                        GROUP + "/" + VERSION,
                        "metadata",
                        object("name", name));
        object.putAll(fields);
        return object;
    }

    /** Writes YAML, with strings as in JSON, which is YAML too. */
    private static String yaml(Map<?, ?> map, String indent) {
        return map.entrySet().stream()
                .map(entry -> indent + entry.getKey() + ":" + yaml(entry.getValue(), indent))
                .collect(Collectors.joining());
    }

    private static String yaml(@Nullable Object value, String indent) {
        return switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> "\n" + yaml(map, indent + "  ");
            case List<?> list when !list.isEmpty() ->
                    list.stream()
                            .map(item -> indent + "- " + JsonText.of(item) + "\n")
                            .collect(Collectors.joining("", "\n", ""));
            case null, default -> " " + JsonText.of(value) + "\n";
        };
    }
}
