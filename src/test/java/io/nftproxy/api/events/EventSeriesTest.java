package io.nftproxy.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.events.EventJson.Occurrence;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.ClusterEvent.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventSeriesTest {
    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private final EventSeries series = new EventSeries();

    private static ClusterEvent event(String name, String message) {
        return ClusterEvent.ofService("ns", name, "u", Type.WARNING, "Broken", "Sync", message);
    }

    private static ClusterEvent ofNode(String name, String message) {
        return ClusterEvent.ofNode(name, Type.WARNING, "Broken", "Sync", message);
    }

    @Test
    void serviceEventIsPostedOnceForEachMessage() {
        assertThat(series.add(event("a", "one"), START)).hasSize(1);
        assertThat(series.add(event("a", "one"), START.plusSeconds(60))).isEmpty();
        assertThat(series.add(event("a", "two"), START.plusSeconds(60))).hasSize(1);

        assertThat(series.end(START.plusSeconds(1000))).as("not counted").isEmpty();
        assertThat(series.add(event("a", "one"), START.plusSeconds(1000))).hasSize(1);
    }

    @Test
    void numberOfMessagesAboutAnObjectIsBounded() {
        int posted = 0;
        for (int i = 0; i < 100; i++) {
            posted += series.add(event("a", "message " + i), START.plusSeconds(i)).size();
        }

        assertThat(posted).isEqualTo(10);
        assertThat(series.add(event("b", "one"), START)).hasSize(1);
    }

    @Test
    void nodeEventIsPostedAtTheStartAndAtTheEndOfItsSeries() {
        assertThat(series.add(ofNode("a", "one"), START)).hasSize(1);
        assertThat(series.add(ofNode("a", "two"), START.plusSeconds(60))).isEmpty();
        assertThat(series.add(ofNode("a", "three"), START.plusSeconds(120))).isEmpty();
        assertThat(series.end(START.plusSeconds(479))).isEmpty();

        assertThat(series.end(START.plusSeconds(480)))
                .containsExactly(
                        new Occurrence(ofNode("a", "three"), START, START.plusSeconds(120), 3));
        assertThat(series.end(START.plusSeconds(10_000))).isEmpty();
        assertThat(series.add(ofNode("a", "four"), START.plusSeconds(500))).hasSize(1);
    }

    @Test
    void eventWithoutRepetitionIsPostedOnce() {
        series.add(event("a", "one"), START);

        assertThat(series.end(START.plusSeconds(1000))).isEmpty();
    }

    @Test
    void eachObjectHasItsOwnSeries() {
        series.add(event("a", "one"), START);

        assertThat(series.add(event("b", "one"), START)).hasSize(1);
    }

    @Test
    void numberOfSeriesIsBounded() {
        series.add(ofNode("first", ""), START);
        series.add(ofNode("first", ""), START);
        int early = 0;
        for (int i = 0; i < 1000; i++) {
            early += series.add(event("n" + i, ""), START).size() - 1;
        }

        assertThat(early).as("ended early, having repeated").isEqualTo(1);
        assertThat(series.add(ofNode("first", ""), START)).hasSize(1);
    }

    private static String name(String instance, ClusterEvent event, Instant when) {
        byte[] json =
                new EventJson("kube-proxy", instance).modern(new Occurrence(event, when, when, 1));
        return new String(json, StandardCharsets.UTF_8)
                .replaceFirst(".*?\"metadata\":\\{\"name\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void serviceEventHasTheSameNameOnAllNodes() {
        String first = name("node-1", event("a", "one"), START);

        assertThat(first).matches("a\\.[0-9a-f]{1,16}");
        assertThat(name("node-2", event("a", "one"), START.plusSeconds(1))).isEqualTo(first);
        assertThat(name("node-1", event("a", "two"), START)).isNotEqualTo(first);
        assertThat(
                        name(
                                "node-1",
                                ClusterEvent.ofService(
                                        "ns", "a", "other", Type.WARNING, "Broken", "Sync", "one"),
                                START))
                .isNotEqualTo(first);
        assertThat(
                        name(
                                "node-1",
                                ClusterEvent.ofService(
                                        "ns", "a", "u", Type.WARNING, "Other", "Sync", "one"),
                                START))
                .isNotEqualTo(first);
    }

    @Test
    void eachNodeEventHasAUniqueName() {
        assertThat(name("node-1", ofNode("node-1", "one"), START))
                .isNotEqualTo(name("node-1", ofNode("node-1", "one"), START.plusNanos(1)));
    }

    @Test
    void seriesHasItsCount() {
        Occurrence third = new Occurrence(event("a", "x"), START, START.plusNanos(1000), 3);
        EventJson json = new EventJson("kube-proxy", "i".repeat(200));

        assertThat(new String(json.modern(third), StandardCharsets.UTF_8))
                .contains(
                        "\"series\":{\"count\":3,"
                                + "\"lastObservedTime\":\"2026-11-22T01:00:00.000001Z\"}")
                .contains("\"reportingInstance\":\"" + "i".repeat(128) + "\"");
        assertThat(new String(json.core(third), StandardCharsets.UTF_8)).contains("\"count\":3");
    }

    @Test
    void longTextIsCutToTheLimitsOfTheApi() {
        ClusterEvent longOne = event("n".repeat(253), "m".repeat(5000));

        String json =
                new String(
                        new EventJson("c", "i").modern(new Occurrence(longOne, START, START, 1)),
                        StandardCharsets.UTF_8);

        assertThat(json).contains("\"note\":\"" + "m".repeat(1024) + "\"");
        assertThat(json.replaceFirst(".*?\"name\":\"([^\"]*)\".*", "$1")).hasSize(253);
    }
}
