package io.nftproxy.serve.diagnostics;

import static io.nftproxy.config.json.JsonText.object;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.serve.http.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Pattern QUALITY = Pattern.compile("q=\\d{1,3}(\\.\\d{0,9})?");

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
        for (List<String> parts : ranges(accept.isBlank() ? "*/*" : accept)) {
            switch (parts.getFirst()) {
                case "*/*", "text/*", "text/plain" -> {
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

    /** Returns the media ranges of a header, each with its parameters; the best quality first. */
    private static List<List<String>> ranges(String accept) {
        return split(accept, ",")
                .map(range -> split(range, ";").toList())
                .sorted(Comparator.comparingDouble(StructuredPage::quality).reversed())
                .toList();
    }

    private static Stream<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).map(String::strip);
    }

    /** Returns the parameter {@code q} of a media range; 1 if it is missing or no number. */
    private static double quality(List<String> parts) {
        return parts.stream()
                .filter(part -> QUALITY.matcher(part).matches())
                .mapToDouble(part -> Double.parseDouble(part.substring(2)))
                .findFirst()
                .orElse(1);
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
