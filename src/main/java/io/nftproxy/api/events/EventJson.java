package io.nftproxy.api.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nftproxy.core.events.ClusterEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * A writer of Events as JSON: {@code events.k8s.io/v1}, or {@code v1} for servers without that.
 *
 * @param instance the reporting instance, {@code kube-proxy-node-1}
 */
record EventJson(String instance) {
    /** The reporting controller. */
    static final String CONTROLLER = "kube-proxy";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** A limit of the API's validation. */
    private static final int NOTE_LENGTH_MAX = 1024;

    private static final int INSTANCE_LENGTH_MAX = 128;

    /** The API's limit for names, less the dot and the 16 digits that follow. */
    private static final int NAME_LENGTH_MAX = 253 - 17;

    EventJson {
        instance = cut(instance, INSTANCE_LENGTH_MAX);
    }

    /** An Event with the times and the number of its occurrences. */
    record Occurrence(ClusterEvent event, Instant first, Instant last, int count) {}

    /** Returns an Event of the API group {@code events.k8s.io}. */
    byte[] modern(Occurrence occurrence) {
        return write(
                json -> {
                    json.writeStringField("apiVersion", "events.k8s.io/v1");
                    json.writeStringField("kind", "Event");
                    writeMeta(json, occurrence);
                    writeShared(json, occurrence);
                    json.writeStringField("eventTime", micros(occurrence.first()));
                    json.writeStringField("reportingController", CONTROLLER);
                    writeObject(json, "regarding", occurrence.event());
                    String note = cut(occurrence.event().message(), NOTE_LENGTH_MAX);
                    json.writeStringField("note", note);
                    if (occurrence.count() > 1) {
                        json.writeObjectFieldStart("series");
                        json.writeNumberField("count", occurrence.count());
                        json.writeStringField("lastObservedTime", micros(occurrence.last()));
                        json.writeEndObject();
                    }
                });
    }

    /** Returns an Event of the core API. */
    byte[] core(Occurrence occurrence) {
        return write(
                json -> {
                    json.writeStringField("apiVersion", "v1");
                    json.writeStringField("kind", "Event");
                    writeMeta(json, occurrence);
                    writeShared(json, occurrence);
                    json.writeStringField("firstTimestamp", seconds(occurrence.first()));
                    json.writeStringField("lastTimestamp", seconds(occurrence.last()));
                    json.writeNumberField("count", occurrence.count());
                    json.writeStringField("reportingComponent", CONTROLLER);
                    writeObject(json, "involvedObject", occurrence.event());
                    String message = cut(occurrence.event().message(), NOTE_LENGTH_MAX);
                    json.writeStringField("message", message);
                    json.writeObjectFieldStart("source");
                    json.writeStringField("component", CONTROLLER);
                    json.writeEndObject();
                });
    }

    /** Returns the namespace of Events about an object. */
    static String namespace(ClusterEvent event) {
        return event.namespace().isEmpty() ? "default" : event.namespace();
    }

    private static void writeMeta(JsonGenerator json, Occurrence occurrence) throws IOException {
        String about = cut(occurrence.event().name(), NAME_LENGTH_MAX);
        json.writeObjectFieldStart("metadata");
        json.writeStringField("name", about + "." + Long.toHexString(number(occurrence)));
        json.writeStringField("namespace", namespace(occurrence.event()));
        json.writeEndObject();
    }

    /**
     * Returns a number that makes the Event's name unique: the time for Events about this node, and
     * a hash of the content for others, so that of all nodes only the first creates the Event.
     */
    private static long number(Occurrence occurrence) {
        ClusterEvent event = occurrence.event();
        if (event.isAboutNode()) {
            return ChronoUnit.NANOS.between(Instant.EPOCH, occurrence.last());
        }
        List<String> content =
                List.of(
                        event.kind(),
                        event.namespace(),
                        event.name(),
                        event.uid(),
                        event.type().kubernetesName(),
                        event.reason(),
                        event.message());
        byte[] bytes = String.join("\n", content).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(bytes).getMostSignificantBits();
    }

    private void writeShared(JsonGenerator json, Occurrence occurrence) throws IOException {
        json.writeStringField("type", occurrence.event().type().kubernetesName());
        json.writeStringField("reason", occurrence.event().reason());
        json.writeStringField("action", occurrence.event().action());
        json.writeStringField("reportingInstance", instance);
    }

    private static void writeObject(JsonGenerator json, String field, ClusterEvent event)
            throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("apiVersion", "v1");
        json.writeStringField("kind", event.kind());
        json.writeStringField("name", event.name());
        if (!event.namespace().isEmpty()) {
            json.writeStringField("namespace", event.namespace());
        }
        if (!event.uid().isEmpty()) {
            json.writeStringField("uid", event.uid());
        }
        json.writeEndObject();
    }

    /** Returns a time with six decimals, the format of the API's MicroTime. */
    private static String micros(Instant time) {
        long micros = Math.floorMod(ChronoUnit.MICROS.between(Instant.EPOCH, time), 1_000_000L);
        return "%s.%06dZ".formatted(seconds(time).substring(0, 19), micros);
    }

    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    private static String cut(String text, int lengthMax) {
        return text.length() > lengthMax ? text.substring(0, lengthMax) : text;
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
