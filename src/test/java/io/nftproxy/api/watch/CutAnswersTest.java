package io.nftproxy.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.sync.ChangeInbox.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists and watches that are cut at every byte, also within a character. */
class CutAnswersTest {
    private static final int FIRST_VERSION = 10;

    /** The events with the versions 11, 12 and so on. */
    private static final List<String> EVENTS =
            List.of(
                    event("ADDED", service("a", "10.96.0.1", 11)),
                    event("MODIFIED", service("a", "10.96.0.2", 12)),
                    event("ADDED", service("b", "10.96.0.3", 13)),
                    event("DELETED", service("b", "10.96.0.3", 14)),
                    event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"15\"}}"),
                    event("ADDED", service("c", "10.96.0.4", 16)));

    private final Map<String, String> services = new TreeMap<>();
    private final WatchedKind<Service> kind =
            new WatchedKind<>(
                    Source.SERVICES,
                    "/api/v1/services",
                    false,
                    ObjectDecoder.services(_ -> {}),
                    this::change);
    private final KnownObjects<Service> objects = new KnownObjects<>(kind);

    private void change(ObjectName name, @Nullable Service service) {
        if (service == null) {
            services.remove(name.name());
        } else {
            services.put(name.name(), service.clusterIps().toString());
        }
    }

    /** The label has characters of two, three and four bytes. */
    private static String service(String name, String address, int version) {
        return """
        {"metadata":{"name":"%s","namespace":"ns","resourceVersion":"%d",\
        "labels":{"owner":"Zoë €\uD83D\uDE00"}},"spec":{"clusterIP":"%s","ports":[{"port":80}]}}"""
                .formatted(name, version, address);
    }

    private static String event(String type, String object) {
        return "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, object);
    }

    @Test
    void aWatchIsResumedWithoutLoss() throws Exception {
        byte[] whole = String.join("", EVENTS).getBytes(UTF_8);
        for (int cut = 0; cut <= whole.length; cut++) {
            services.clear();
            String version = watched(Arrays.copyOf(whole, cut), FIRST_VERSION + "");
            List<String> rest = EVENTS.subList(Integer.parseInt(version) - FIRST_VERSION, 6);

            String last = watched(String.join("", rest).getBytes(UTF_8), version);

            assertThat(last).as("cut after %d bytes", cut).isEqualTo("16");
            assertThat(services)
                    .as("cut after %d bytes", cut)
                    .isEqualTo(Map.of("a", "[10.96.0.2]", "c", "[10.96.0.4]"));
        }
    }

    /** Returns the version to resume from. */
    private String watched(byte[] body, String from) {
        WatchStream<Service> stream = new WatchStream<>(kind.decoder(), objects, from, () -> {});
        try {
            stream.read(new ByteArrayInputStream(body));
        } catch (IOException _) {
            // Cut within an event.
        }
        return stream.version();
    }

    @Test
    void aCutListDeletesNothing() throws Exception {
        byte[] first = list(service("old", "10.96.0.9", 9));
        listed(first);
        byte[] whole = list(service("a", "10.96.0.1", 11) + "," + service("c", "10.96.0.4", 12));
        for (int cut = 0; cut < whole.length; cut++) {
            byte[] body = Arrays.copyOf(whole, cut);

            assertThatExceptionOfType(IOException.class)
                    .as("cut after %d bytes", cut)
                    .isThrownBy(() -> listed(body));
            assertThat(services).as("cut after %d bytes", cut).containsKey("old");
        }

        listed(whole);

        assertThat(services).containsOnlyKeys("a", "c");
    }

    private static byte[] list(String items) {
        return "{\"items\":[%s],\"metadata\":{\"resourceVersion\":\"10\"}}"
                .formatted(items)
                .getBytes(UTF_8);
    }

    private void listed(byte[] body) throws IOException {
        objects.startList();
        new ListReader<>(kind.decoder(), objects).read(new ByteArrayInputStream(body));
        objects.finishList();
    }
}
