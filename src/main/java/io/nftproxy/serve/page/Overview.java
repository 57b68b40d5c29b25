package io.nftproxy.serve.page;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.serve.control.KernelFacts;
import io.nftproxy.serve.control.Proxy;
import io.nftproxy.serve.control.RecentSyncs;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of the proxy, its last syncs and its last warnings. */
final class Overview {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ProxyState state;
    private final Instant now;
    private final RecentSyncs syncs;
    private final Map<String, @Nullable Object> facts;
    private final @Nullable KernelFacts kernel;

    Overview(Proxy proxy, ProxyState state, Instant now) {
        this.state = state;
        this.now = now;
        this.syncs = proxy.syncs();
        this.facts = proxy.facts();
        this.kernel = kernel(proxy);
    }

    private static @Nullable KernelFacts kernel(Proxy proxy) {
        try {
            return KernelFacts.of(proxy);
        } catch (KernelFailure _) {
            return null;
        }
    }

    String node() {
        return text("node");
    }

    void header(Html html) {
        String health = health();
        html.add(
                """
                <a class="skip" href="#services">Skip to Services</a>
                <header>
                <p>nftproxy {}</p>
                <h1>{}</h1>
                <p class="state {}" role="status">{}</p>
                </header>
                """,
                text("version"),
                node(),
                health.equals("In sync") ? "good" : "bad",
                health);
    }

    private String health() {
        List<RecentSyncs.Entry> recent = syncs.all();
        String failure = recent.isEmpty() ? null : recent.getFirst().failure();
        if (failure != null) {
            return "Failing: " + failure;
        }
        if (syncs.lastFull() == null) {
            return "Waiting for the first sync";
        }
        return Boolean.TRUE.equals(facts.get("healthy")) ? "In sync" : "Unhealthy";
    }

    void status(Html html) {
        html.section("status", "Status").add("<dl>\n");
        html.fact("Services", String.valueOf(state.services().size()));
        html.fact("EndpointSlices", String.valueOf(state.slices().size()));
        html.fact("Families", Html.joined(list("families")));
        html.fact("Last full sync", sync(syncs.lastFull()));
        html.fact("Last change", sync(syncs.lastPartial()));
        html.fact("Pending", state.pending());
        html.fact("Conntrack", conntrack());
        html.fact("Session affinity", affinity());
        html.fact("Generation", generation());
        html.fact("Watches", watches());
        html.fact("Features", Html.joined(list("features")));
        html.add("</dl>\n");
        state.refused()
                .forEach(
                        (object, why) ->
                                html.add(
                                        "<p class=\"bad\">Refused by the kernel: {}: {}</p>\n",
                                        object,
                                        why));
        html.endSection();
    }

    private String sync(RecentSyncs.@Nullable Entry sync) {
        return sync == null
                ? "never"
                : "%s, %d operations in %.1f ms"
                        .formatted(ago(sync.ended()), sync.operations(), sync.nanos() / 1e6);
    }

    private String conntrack() {
        return facts.get("conntrack") instanceof Map<?, ?> fill
                        && fill.get("entries") instanceof Number entries
                        && fill.get("max") instanceof Number max
                        && max.longValue() > 0
                ? "%d of %d entries (%d%%)"
                        .formatted(
                                entries.longValue(),
                                max.longValue(),
                                100 * entries.longValue() / max.longValue())
                : "unknown";
    }

    private String affinity() {
        if (kernel == null) {
            return "unknown";
        }
        return kernel.clients()
                + " clients"
                + (kernel.full() == 0 ? "" : ", " + kernel.full() + " full maps");
    }

    private String generation() {
        return kernel == null ? "unknown" : String.valueOf(kernel.generation());
    }

    private String watches() {
        return list("watches").stream()
                .map(one -> (Map<?, ?>) one)
                .map(
                        watch ->
                                watch.get("resource")
                                        + " "
                                        + (watch.get("lastEvent") instanceof Instant heard
                                                ? ago(heard)
                                                : "never"))
                .collect(Collectors.joining(", "));
    }

    void syncs(Html html) {
        html.section("syncs", "Recent syncs");
        if (syncs.all().isEmpty()) {
            html.add("<p class=\"note\">None yet.</p>\n").endSection();
            return;
        }
        html.table(
                "|Time (UTC)",
                "|Kind",
                "num wide|Services",
                "num|Operations",
                "num wide|Bytes",
                "num|Kernel µs|microseconds in the kernel",
                "num|Total µs");
        for (RecentSyncs.Entry sync : syncs.all()) {
            html.add(
                    "<tr><th scope=\"row\"><time datetime=\"{}\">{}</time></th><td>{}</td>"
                            + "<td class=\"num wide\">{}</td><td class=\"num\">{}</td>"
                            + "<td class=\"num wide\">{}</td><td class=\"num\">{}</td>"
                            + "<td class=\"num\">{}</td></tr>\n",
                    sync.ended(),
                    TIME.format(sync.ended()),
                    sync.full() ? "full" : "change",
                    sync.services(),
                    sync.operations(),
                    sync.bytes(),
                    sync.kernelNanos() / 1000,
                    sync.nanos() / 1000);
            if (sync.failure() != null) {
                html.add("<tr><td colspan=\"7\" class=\"bad\">{}</td></tr>\n", sync.failure());
            }
        }
        html.endTable().endSection();
    }

    void warnings(Html html) {
        html.section("warnings", "Recent warnings");
        List<?> warnings = list("warnings");
        if (warnings.isEmpty()) {
            html.add("<p class=\"note\">None since the start.</p>\n");
        } else {
            html.add("<ol>\n");
            for (Object one : warnings) {
                Map<?, ?> warning = (Map<?, ?>) one;
                Instant time = (Instant) Objects.requireNonNull(warning.get("time"));
                html.add(
                        "<li><time datetime=\"{}\">{}</time> <strong>{}</strong> {}</li>\n",
                        time,
                        ago(time),
                        warning.get("level"),
                        warning.get("message"));
            }
            html.add("</ol>\n");
        }
        html.endSection();
    }

    private String ago(Instant time) {
        long seconds = Math.max(0, Duration.between(time, now).toSeconds());
        return seconds < 120
                ? seconds + " s ago"
                : seconds < 7200 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }

    private String text(String fact) {
        return Objects.toString(facts.get(fact), "");
    }

    private List<?> list(String fact) {
        return facts.get(fact) instanceof List<?> list ? list : List.of();
    }
}
