package io.nftproxy.diagnostics;

import io.nftproxy.http.HttpHandler;
import io.nftproxy.http.HttpResponse;
import io.nftproxy.http.Routes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The pages that every Kubernetes component has: {@code /configz}, {@code /flagz} and {@code
 * /statusz}. KEP-4827, KEP-4828.
 */
public final class ComponentPages {
    private ComponentPages() {}

    /**
     * What the pages are about.
     *
     * @param name for example {@code kube-proxy}
     * @param version of what runs, for example {@code v0.1.0}
     * @param emulated the kube-proxy release that it behaves as, for example {@code 1.37}
     * @param configJson the configuration in effect, a whole JSON object
     * @param flags as they were given or defaulted, by name without dashes
     */
    public record Component(
            String name,
            String version,
            String emulated,
            Instant started,
            InstantSource clock,
            Supplier<String> configJson,
            Map<String, String> flags) {
        public Component {
            flags = Map.copyOf(flags);
        }
    }

    /** Adds {@code /configz}. */
    public static void addConfigz(Routes routes, Component component) {
        routes.add("/configz", get(() -> HttpResponse.json(200, component.configJson().get())));
    }

    /** Adds {@code /flagz}. */
    public static void addFlagz(Routes routes, Component component) {
        routes.add("/flagz", get(() -> HttpResponse.text(200, flagz(component))));
    }

    /** Adds {@code /statusz}. */
    public static void addStatusz(Routes routes, Component component) {
        routes.add("/statusz", get(() -> HttpResponse.text(200, statusz(component, routes))));
    }

    private static HttpHandler get(Supplier<HttpResponse> page) {
        return request ->
                request.method().equals("GET") || request.method().equals("HEAD")
                        ? page.get()
                        : HttpResponse.text(405, "only GET\n").with("Allow", "GET, HEAD");
    }

    private static String head(Component component, String page) {
        return """

        %s %s
        Warning: for people who debug it; the form of this page may change at any time.

        """
                .formatted(component.name(), page);
    }

    private static String flagz(Component component) {
        StringBuilder text = new StringBuilder(head(component, "flagz"));
        new TreeMap<>(component.flags())
                .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static String statusz(Component component, Routes routes) {
        Duration up = Duration.between(component.started(), component.clock().instant());
        return head(component, "statusz")
                + """
                Started: %s
                Up: %d hr %02d min %02d sec
                Java version: %s
                Binary version: %s
                Emulation version: %s
                Paths: %s
                """
                        .formatted(
                                unixDate(component.started()),
                                up.toHours(),
                                up.toMinutesPart(),
                                up.toSecondsPart(),
                                System.getProperty("java.runtime.version"),
                                component.version(),
                                component.emulated(),
                                String.join(" ", routes.paths()));
    }

    /** As date(1) prints it. */
    private static String unixDate(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                .format(instant.atOffset(ZoneOffset.UTC));
    }
}
