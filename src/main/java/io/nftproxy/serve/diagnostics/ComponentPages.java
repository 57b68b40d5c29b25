package io.nftproxy.serve.diagnostics;

import com.sun.net.httpserver.HttpHandler;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.serve.http.Response;
import io.nftproxy.serve.http.Routes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of every Kubernetes component: {@code /configz}, {@code /flagz} and {@code /statusz}.
 * KEP-4827, KEP-4828; the last two also as objects, see {@link StructuredPage}.
 *
 * @param version of this build, for example {@code v0.1.0}
 * @param emulated the kube-proxy release that it follows, for example {@code 1.36}
 * @param configJson supplies the configuration in effect, a whole JSON object
 * @param flags given or default values by name without dashes
 */
public record ComponentPages(
        String version,
        String emulated,
        Instant started,
        InstantSource clock,
        Supplier<String> configJson,
        Map<String, String> flags) {
    private static final String NAME = "kube-proxy";

    public ComponentPages {
        flags = Map.copyOf(flags);
    }

    public void addConfigz(Routes routes) {
        routes.add("/configz", get(exchange -> Response.json(exchange, 200, configJson.get())));
    }

    public void addFlagz(Routes routes) {
        StructuredPage page = new StructuredPage("Flagz", NAME);
        routes.add(
                "/flagz",
                get(
                        exchange ->
                                page.send(
                                        exchange,
                                        this::flagz,
                                        () -> Map.of("flags", new TreeMap<>(flags)))));
    }

    public void addStatusz(Routes routes) {
        StructuredPage page = new StructuredPage("Statusz", NAME);
        routes.add(
                "/statusz",
                get(
                        exchange -> {
                            Status status = Status.of(this, routes);
                            page.send(
                                    exchange,
                                    () -> head("statusz") + "\n" + status.text(),
                                    status::fields);
                        }));
    }

    private static HttpHandler get(HttpHandler page) {
        return Routes.only(page, "GET", "HEAD");
    }

    private static String head(String page) {
        return "\n"
                + NAME
                + " "
                + page
                + "\nWarning: for debugging by people; the format of this page may change at any"
                + " time.\n";
    }

    private String flagz() {
        StringBuilder text = new StringBuilder(head("flagz"));
        new TreeMap<>(flags)
                .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    /** The content of {@code /statusz} at one instant. */
    private record Status(ComponentPages component, Duration up, List<String> paths) {
        static Status of(ComponentPages component, Routes routes) {
            Duration up = Duration.between(component.started(), component.clock().instant());
            return new Status(component, up, listed(routes.paths()));
        }

        /** Omits itself and pages below other pages, as kube-proxy does. */
        private static List<String> listed(Set<String> paths) {
            return paths.stream()
                    .filter(path -> !path.equals("/statusz"))
                    .filter(path -> paths.stream().noneMatch(above -> isBelow(path, above)))
                    .toList();
        }

        private static boolean isBelow(String path, String above) {
            return !path.equals(above)
                    && path.startsWith(above.endsWith("/") ? above : above + "/");
        }

        private String version() {
            String version = component.version();
            return version.startsWith("v") ? version.substring(1) : version;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    """
                    Started: %s
                    Up: %d hr %02d min %02d sec
                    Java version: %s
                    Binary version: %s
                    Emulation version: %s
                    Paths: %s
                    """,
                    unixDate(component.started()),
                    up.toHours(),
                    up.toMinutesPart(),
                    up.toSecondsPart(),
                    System.getProperty("java.runtime.version"),
                    version(),
                    component.emulated(),
                    String.join(" ", paths));
        }

        /** Has the Java version as {@code goVersion}, the name of the API. */
        Map<String, @Nullable Object> fields() {
            return JsonText.object(
                    "startTime", component.started().truncatedTo(ChronoUnit.SECONDS),
                    "uptimeSeconds", up.toSeconds(),
                    "goVersion", "java" + System.getProperty("java.version"),
                    "binaryVersion", version(),
                    "emulationVersion", component.emulated(),
                    "paths", paths);
        }
    }

    /** Formats a time as date(1) does. */
    private static String unixDate(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                .format(instant.atOffset(ZoneOffset.UTC));
    }
}
