package io.nftproxy.serve.control;

import io.nftproxy.config.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answer to {@code status} in words, for the command and the web page.
 *
 * @param state {@code in sync}, {@code waiting for the first sync}, {@code unhealthy} or {@code
 *     failing: …}
 * @param facts texts by label, in the order to show them; {@code unknown} where there is none
 * @param problems the objects that the kernel rejects, and why it cannot be read
 */
public record StatusSummary(String state, Map<String, String> facts, List<String> problems) {
    private static final String UNKNOWN = "unknown";

    /** Puts an answer of a running proxy into words. */
    public static StatusSummary of(Json answer, Instant now) {
        List<Json> refused = answer.objects("quarantined");
        Map<String, String> facts = new LinkedHashMap<>();
        if (!answer.text("pending").equals("nothing")) {
            facts.put("Pending", answer.text("pending"));
        }
        facts.put(
                "Services",
                "%s, in %s EndpointSlices"
                        .formatted(answer.text("services"), answer.text("endpointSlices")));
        facts.put("Last full sync", sync(answer, "lastFullSync", now));
        facts.put("Last change", sync(answer, "lastPartialSync", now));
        facts.put("Generation", answer.has("generation") ? answer.text("generation") : UNKNOWN);
        facts.put(
                "Watches",
                answer.objects("watches").stream()
                        .map(watch -> watch.text("resource") + " " + ago(watch, "lastEvent", now))
                        .collect(Collectors.joining(", ")));
        facts.put("Conntrack", conntrack(answer));
        facts.put("Session affinity", affinity(answer));
        facts.put("Features", answer.texts("features", ", "));
        facts.put("Quarantined", refused.isEmpty() ? "none" : refused.size() + ", see below");
        Stream<String> rejections =
                refused.stream().map(one -> one.text("object") + ": " + one.text("reason"));
        Stream<String> unreadable = Stream.of(answer.text("kernelProblem"));
        return new StatusSummary(
                state(answer),
                facts,
                Stream.concat(rejections, unreadable).filter(text -> !text.isEmpty()).toList());
    }

    public boolean isGood() {
        return state.equals("in sync");
    }

    private static String state(Json answer) {
        List<Json> syncs = answer.objects("recentSyncs");
        String failure = syncs.isEmpty() ? "" : syncs.getFirst().text("failure");
        if (!failure.isEmpty()) {
            return "failing: " + failure;
        }
        if (!answer.isTrue("synced")) {
            return "waiting for the first sync";
        }
        return answer.isTrue("healthy") ? "in sync" : "unhealthy";
    }

    private static String sync(Json answer, String name, Instant now) {
        Json sync = answer.object(name);
        return answer.has(name)
                ? "%s, %d operations in %.1f ms"
                        .formatted(
                                ago(sync, "time", now),
                                sync.number("operations"),
                                sync.number("micros") / 1e3)
                : "never";
    }

    /** Returns the fill of the conntrack table, of an answer of the kernel too. */
    public static String conntrack(Json answer) {
        Json fill = answer.object("conntrack");
        long max = fill.number("max");
        return max == 0
                ? UNKNOWN
                : "%d of %d entries (%d%%)"
                        .formatted(fill.number("entries"), max, 100 * fill.number("entries") / max);
    }

    private static String affinity(Json answer) {
        Json affinity = answer.object("affinity");
        long full = affinity.number("full");
        return answer.has("affinity")
                ? "%d clients of %d maps%s"
                        .formatted(
                                affinity.number("clients"),
                                affinity.number("maps"),
                                full == 0 ? "" : ", " + full + " of them full")
                : UNKNOWN;
    }

    /** Returns the age of a time: {@code 5s ago}; {@code never} if it is absent. */
    public static String ago(Json object, String name, Instant now) {
        if (!object.has(name)) {
            return "never";
        }
        Duration age = Duration.between(Instant.parse(object.text(name)), now);
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 120
                ? seconds + "s ago"
                : seconds < 7200 ? seconds / 60 + "m ago" : seconds / 3600 + "h ago";
    }
}
