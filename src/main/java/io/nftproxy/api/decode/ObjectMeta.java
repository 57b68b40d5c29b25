package io.nftproxy.api.decode;

import io.nftproxy.core.model.ObjectName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What the proxy needs of {@code metadata}. Filled while it is read; empty where absent. */
public final class ObjectMeta {
    /** A DNS subdomain's limit, and the API's for names (RFC 1123). */
    private static final int NAME_LENGTH_MAX = 253;

    private static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

    private String namespace = "";
    private String name = "";
    private String uid = "";
    private String resourceVersion = "";
    private String created = "";
    private String triggerTime = "";
    private String continueToken = "";
    private boolean deleting;
    private final Map<String, String> labels = new HashMap<>();

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
        if (key.equals(TRIGGER_TIME)) {
            triggerTime = json.text();
        }
    }

    /** Whether it has a name that the API allows. */
    public boolean isNamed() {
        return !name.isEmpty()
                && name.length() <= NAME_LENGTH_MAX
                && namespace.length() <= NAME_LENGTH_MAX;
    }

    public ObjectName objectName() {
        return new ObjectName(namespace, name);
    }

    /** For a person: {@code namespace/name}, or the name alone. */
    String shownName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    String uid() {
        return uid;
    }

    public String resourceVersion() {
        return resourceVersion;
    }

    /** Of a list's page: where the next one starts; empty if it was the last. */
    public String continueToken() {
        return continueToken;
    }

    /** Whether it has a {@code deletionTimestamp}. */
    boolean isDeleting() {
        return deleting;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** {@code creationTimestamp}, Unix time; 0 if absent or unreadable. */
    long createdSeconds() {
        long seconds = created.isEmpty() ? Rfc3339.UNREADABLE : Rfc3339.seconds(created);
        return seconds == Rfc3339.UNREADABLE ? 0 : seconds;
    }

    /** {@code endpoints.kubernetes.io/last-change-trigger-time}; 0 if absent or unreadable. */
    long triggerTimeNanos() {
        long nanos = triggerTime.isEmpty() ? Rfc3339.UNREADABLE : Rfc3339.nanos(triggerTime);
        return nanos == Rfc3339.UNREADABLE ? 0 : nanos;
    }
}
