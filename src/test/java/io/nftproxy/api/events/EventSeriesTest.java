package io.nftproxy.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.events.EventJson.Occurrence;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.ClusterEvent.Type;
import io.nftproxy.core.model.ObjectName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSeriesTest {
    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private final EventSeries series = new EventSeries();
    private Duration jumped = Duration.ZERO;

    private static ClusterEvent event(String name, String message) {
        return event(name, "u", "Broken", message);
    }

    private static ClusterEvent event(String name, String uid, String reason, String message) {
        return ClusterEvent.ofService(new ObjectName("ns", name), uid, reason, "Sync", message);
    }

    private static ClusterEvent ofNode(String name, String message) {
        return ClusterEvent.ofNode(name, Type.WARNING, "Broken", "Sync", message);
    }

    /** Adds an Event while the wall clock is off by some time. */
    private List<Occurrence> add(ClusterEvent event, long seconds) {
        Instant time = START.plusSeconds(seconds).plus(jumped);
        return series.add(event, time, TimeUnit.SECONDS.toNanos(seconds));
    }

    private List<Occurrence> end(long seconds) {
        return series.end(TimeUnit.SECONDS.toNanos(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void seriesEndsInTimeAfterTheWallClockJumped(int hours) {
        add(ofNode("a", "one"), 0);
        add(ofNode("a", "two"), 60);
        jumped = Duration.ofHours(hours);
        add(ofNode("a", "three"), 120);

        assertThat(end(479)).isEmpty();
        assertThat(end(480)).singleElement().extracting(Occurrence::count).isEqualTo(3);
        assertThat(add(ofNode("a", "four"), 500)).hasSize(1);
    }

    @Test
    void serviceEventIsPostedOnceForEachMessage() {
        assertThat(add(event("a", "one"), 0)).hasSize(1);
        assertThat(add(event("a", "one"), 60)).isEmpty();
        assertThat(add(event("a", "two"), 60)).hasSize(1);

        assertThat(end(1000)).as("not counted").isEmpty();
        assertThat(add(event("a", "one"), 1000)).hasSize(1);
    }

    @Test
    void numberOfMessagesAboutAnObjectIsBounded() {
        int posted = 0;
        for (int i = 0; i < 100; i++) {
            posted += add(event("a", "message " + i), i).size();
        }

        assertThat(posted).isEqualTo(10);
        assertThat(add(event("b", "one"), 0)).hasSize(1);
    }

    @Test
    void nodeEventIsPostedAtTheStartAndAtTheEndOfItsSeries() {
        assertThat(add(ofNode("a", "one"), 0)).hasSize(1);
        assertThat(add(ofNode("a", "two"), 60)).isEmpty();
        assertThat(add(ofNode("a", "three"), 120)).isEmpty();
        assertThat(end(479)).isEmpty();

        assertThat(end(480))
                .containsExactly(
                        new Occurrence(ofNode("a", "three"), START, START.plusSeconds(120), 3));
        assertThat(end(10_000)).isEmpty();
        assertThat(add(ofNode("a", "four"), 500)).hasSize(1);
    }

    @Test
    void eventWithoutRepetitionIsPostedOnce() {
        add(event("a", "one"), 0);

        assertThat(end(1000)).isEmpty();
    }

    @Test
    void eachObjectHasItsOwnSeries() {
        add(event("a", "one"), 0);

        assertThat(add(event("b", "one"), 0)).hasSize(1);
    }

    @Test
    void numberOfSeriesIsBounded() {
        add(ofNode("first", ""), 0);
        add(ofNode("first", ""), 0);
        int early = 0;
        for (int i = 0; i < 1000; i++) {
            early += add(event("n" + i, ""), 0).size() - 1;
        }

        assertThat(early).as("ended early, having repeated").isEqualTo(1);
        assertThat(add(ofNode("first", ""), 0)).hasSize(1);
    }

    private static String name(String instance, ClusterEvent event, Instant when) {
        byte[] json = new EventJson(instance).modern(new Occurrence(event, when, when, 1));
        return new String(json, StandardCharsets.UTF_8)
                .replaceFirst(".*?\"metadata\":\\{\"name\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void serviceEventHasTheSameNameOnAllNodes() {
        String first = name("node-1", event("a", "one"), START);

        assertThat(first).matches("a\\.[0-9a-f]{1,16}");
        assertThat(name("node-2", event("a", "one"), START.plusSeconds(1))).isEqualTo(first);
        assertThat(name("node-1", event("a", "two"), START)).isNotEqualTo(first);
        assertThat(name("node-1", event("a", "other", "Broken", "one"), START)).isNotEqualTo(first);
        assertThat(name("node-1", event("a", "u", "Other", "one"), START)).isNotEqualTo(first);
    }

    @Test
    void eachNodeEventHasAUniqueName() {
        assertThat(name("node-1", ofNode("node-1", "one"), START))
                .isNotEqualTo(name("node-1", ofNode("node-1", "one"), START.plusNanos(1)));
    }

    @Test
    void seriesHasItsCount() {
        Occurrence third = new Occurrence(event("a", "x"), START, START.plusNanos(1000), 3);
        EventJson json = new EventJson("i".repeat(200));

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
                        new EventJson("i").modern(new Occurrence(longOne, START, START, 1)),
                        StandardCharsets.UTF_8);

        assertThat(json).contains("\"note\":\"" + "m".repeat(1024) + "\"");
        assertThat(json.replaceFirst(".*?\"name\":\"([^\"]*)\".*", "$1")).hasSize(253);
    }
}
