package io.nftproxy.serve.diagnostics;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.serve.http.HttpRequest;
import io.nftproxy.serve.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A page of Kubernetes' components in the form that the header {@code Accept} asks for: text for
 * people, or an object of {@code config.k8s.io/v1beta1} as JSON or YAML. The object is sent only if
 * it is asked for by kind and version, {@code application/json;as=Flagz;v=v1beta1;g=config.k8s.io};
 * plain {@code application/json} is 406, as in kube-proxy.
 *
 * @param kind of the object, {@code Flagz}
 * @param name of the component, {@code metadata.name}
 */
record StructuredPage(String kind, String name) {
    private static final String GROUP = "config.k8s.io";
    private static final String VERSION = "v1beta1";

    private static final String NOT_ACCEPTABLE =
            JsonText.of(
                    ordered(
                            "kind", "Status",
                            "apiVersion", "v1",
                            "metadata", Map.of(),
                            "status", "Failure",
                            "message",
                                    "only the following media types are accepted:"
                                            + " application/json, application/yaml, text/plain",
                            "reason", "NotAcceptable",
                            "code", 406));

    /** The answer; of the two suppliers only the one that is wanted is asked. */
    HttpResponse answer(
            HttpRequest request, Supplier<String> text, Supplier<Map<String, Object>> fields) {
        String accept = request.headers().getOrDefault("accept", "");
        List<String> ranges = Arrays.stream(accept.split(",")).map(String::strip).toList();
        for (String range : ranges) {
            List<String> parts = Arrays.stream(range.split(";")).map(String::strip).toList();
            switch (parts.getFirst()) {
                case "", "*/*", "text/*", "text/plain" -> {
                    return HttpResponse.text(200, text.get());
                }
                case "application/json" -> {
                    if (asksForObject(parts)) {
                        return object("application/json", JsonText.of(object(fields)) + "\n");
                    }
                }
                case "application/yaml" -> {
                    if (asksForObject(parts)) {
                        return object("application/yaml", yaml(object(fields), ""));
                    }
                }
                default -> {}
            }
        }
        return HttpResponse.json(406, NOT_ACCEPTABLE + "\n");
    }

    private boolean asksForObject(List<String> parts) {
        return parts.containsAll(List.of("as=" + kind, "v=" + VERSION, "g=" + GROUP));
    }

    private HttpResponse object(String mediaType, String body) {
        String type = mediaType + ";g=" + GROUP + ";v=" + VERSION + ";as=" + kind;
        return HttpResponse.text(200, body).with("Content-Type", type);
    }

    private Map<String, Object> object(Supplier<Map<String, Object>> fields) {
        Map<String, Object> object =
                ordered(
                        "kind",
                        kind,
                        "apiVersion",
                        GROUP + "/" + VERSION,
                        "metadata",
                        Map.of("name", name));
        object.putAll(fields.get());
        return object;
    }

    /** A map that keeps the order of keys and values. */
    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return map;
    }

    /** Strings are written as in JSON, which YAML reads as well. */
    private static String yaml(Map<?, ?> map, String indent) {
        return map.entrySet().stream()
                .map(entry -> indent + entry.getKey() + ":" + yaml(entry.getValue(), indent))
                .collect(Collectors.joining());
    }

    private static String yaml(Object value, String indent) {
        return switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> "\n" + yaml(map, indent + "  ");
            case List<?> list when !list.isEmpty() ->
                    list.stream()
                            .map(item -> indent + "- " + JsonText.of(item) + "\n")
                            .collect(Collectors.joining("", "\n", ""));
            default -> " " + JsonText.of(value) + "\n";
        };
    }
}
