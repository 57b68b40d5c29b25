package io.nftproxy.api.decode;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.SliceEndpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader of an EndpointSlice's {@code endpoints}. */
final class SliceEndpoints {
    private final JsonCursor json;
    private final List<SliceEndpoint> endpoints = new ArrayList<>();

    // Fields of the present endpoint.
    private String address = "";
    private boolean ready;
    private boolean serving;
    private boolean terminating;
    private @Nullable String nodeName;
    private @Nullable String zone;
    private List<String> zoneHints = List.of();
    private List<String> nodeHints = List.of();

    // Consecutive endpoints mostly have the same hints and share one list.
    private List<String> lastHints = List.of();

    SliceEndpoints(JsonCursor json) {
        this.json = json;
    }

    void read() throws IOException {
        json.items(this::readEndpoint);
    }

    /** Returns the endpoints whose addresses are of the slice's family. */
    List<SliceEndpoint> ofFamily(IpFamily family) {
        List<SliceEndpoint> usable = new ArrayList<>(endpoints.size());
        for (SliceEndpoint endpoint : endpoints) {
            if (endpoint.address().family() == family) {
                usable.add(endpoint);
            } else {
                json.note(
                        "endpoints",
                        endpoint.address().toString(),
                        "not of the slice's address type; endpoint left out");
            }
        }
        return usable;
    }

    private void readEndpoint() throws IOException {
        address = "";
        // Without conditions an endpoint is ready, and not terminating.
        ready = true;
        serving = true;
        terminating = false;
        nodeName = null;
        zone = null;
        zoneHints = List.of();
        nodeHints = List.of();
        json.fields(this::readField);
        IpAddress parsed = IpAddress.parse(address);
        if (parsed == null) {
            json.noteField("addresses[0]", address, "not an IP address; endpoint left out");
            return;
        }
        endpoints.add(
                new SliceEndpoint(
                        parsed, ready, serving, terminating, nodeName, zone, zoneHints, nodeHints));
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "addresses" -> readAddresses();
            case "conditions" -> json.fields(this::readCondition);
            case "nodeName" -> nodeName = json.isNull() ? null : json.pooledText();
            case "zone" -> zone = json.isNull() ? null : json.pooledText();
            case "hints" -> json.fields(this::readHints);
            default -> {}
        }
    }

    /** Reads the first address. The API defines all of them as equivalent. */
    private void readAddresses() throws IOException {
        json.items(
                () -> {
                    if (address.isEmpty()) {
                        address = json.text();
                    }
                });
    }

    private void readCondition(String field) {
        switch (field) {
            case "ready" -> ready = json.flag(true);
            case "serving" -> serving = json.flag(true);
            case "terminating" -> terminating = json.flag(false);
            default -> {}
        }
    }

    private void readHints(String field) throws IOException {
        switch (field) {
            case "forZones" -> zoneHints = readHintNames();
            case "forNodes" -> nodeHints = readHintNames();
            default -> {}
        }
    }

    private List<String> readHintNames() throws IOException {
        List<String> names = new ArrayList<>(1);
        json.items(() -> json.field("name", () -> names.add(json.pooledText())));
        if (!names.equals(lastHints)) {
            lastHints = List.copyOf(names);
        }
        return lastHints;
    }
}
