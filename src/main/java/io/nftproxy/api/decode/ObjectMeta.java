package io.nftproxy.api.decode;

import io.nftproxy.core.model.ObjectName;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The fields of {@code metadata} that the proxy uses; empty where absent. */
public final class ObjectMeta {
    /** The API's limit for names, as for a DNS subdomain (RFC 1123). */
    private static final int NAME_LENGTH_MAX = 253;

    private static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

    private static final String SCHEDULER = "nftproxy.io/scheduler";

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long SECONDS_MAX = Long.MAX_VALUE / SECOND_NANOS;

    private String namespace = "";
    private String name = "";
    private String uid = "";
    private String resourceVersion = "";
    private String created = "";
    private String triggerTime = "";
    private String scheduler = "";
    private String continueToken = "";
    private boolean deleting;
    private final Map<String, String> labels = new HashMap<>();

    /** Reads the object that the cursor stands on. */
    public void read(JsonCursor json) throws IOException {
        json.fields(
                field -> {
                    switch (field) {
                        case "namespace" -> namespace = json.pooledText();
                        case "name" -> name = json.text();
                        case "uid" -> uid = json.text();
                        case "resourceVersion" -> resourceVersion = json.text();
                        case "creationTimestamp" -> created = json.text();
                        case "deletionTimestamp" -> deleting = !json.isNull();
                        case "continue" -> continueToken = json.text();
                        case "labels" -> json.fields(key -> labels.put(key, json.text()));
                        case "annotations" -> json.fields(key -> readAnnotation(key, json));
                        default -> {}
                    }
                });
    }

    private void readAnnotation(String key, JsonCursor json) throws IOException {
        switch (key) {
            case TRIGGER_TIME -> triggerTime = json.text();
            case SCHEDULER -> scheduler = json.pooledText();
            default -> {}
        }
    }

    /** Returns whether the name is present and not too long. */
    public boolean isNamed() {
        return !name.isEmpty()
                && name.length() <= NAME_LENGTH_MAX
                && namespace.length() <= NAME_LENGTH_MAX;
    }

    /** Returns the annotation {@code nftproxy.io/scheduler}. */
    String scheduler() {
        return scheduler;
    }

    public ObjectName objectName() {
        return new ObjectName(namespace, name);
    }

    /** Returns {@code namespace/name}, or the name alone of an object without namespace. */
    String shownName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    String uid() {
        return uid;
    }

    public String resourceVersion() {
        return resourceVersion;
    }

    /** Returns the start of a list's next page; empty on the last page. */
    public String continueToken() {
        return continueToken;
    }

    /** Returns whether the object has a {@code deletionTimestamp}. */
    boolean isDeleting() {
        return deleting;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Returns {@code creationTimestamp} in Unix seconds; 0 if absent or invalid. */
    long createdSeconds() {
        Instant time = created.isEmpty() ? null : Rfc3339.parse(created);
        return time == null ? 0 : time.getEpochSecond();
    }

    /**
     * Returns the annotation {@code last-change-trigger-time} in Unix ns; 0 without a valid one.
     */
    long triggerTimeNanos() {
        Instant time = triggerTime.isEmpty() ? null : Rfc3339.parse(triggerTime);
        return time != null && Math.abs(time.getEpochSecond()) < SECONDS_MAX
                ? SECOND_NANOS * time.getEpochSecond() + time.getNano()
                : 0;
    }
}
