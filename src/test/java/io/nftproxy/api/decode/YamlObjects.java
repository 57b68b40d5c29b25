package io.nftproxy.api.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Kubernetes objects in YAML, decoded by the readers of the API's JSON. A document with {@code
 * deleted: true} is a deletion.
 */
public final class YamlObjects {
    private final Map<ObjectName, Optional<Service>> services = new LinkedHashMap<>();
    private final Map<ObjectName, Optional<EndpointSlice>> slices = new LinkedHashMap<>();
    private final Map<String, Optional<List<Cidr>>> serviceCidrs = new LinkedHashMap<>();
    private Optional<Optional<Node>> node = Optional.empty();

    private YamlObjects() {}

    /**
     * Returns the changes that add or delete the objects of a text.
     *
     * @throws AssertionError if an object is invalid
     */
    public static ClusterDelta delta(String yaml) {
        YamlObjects objects = new YamlObjects();
        Load load = new Load(LoadSettings.builder().build());
        load.loadAllFromString(yaml).forEach(document -> objects.add((Map<?, ?>) document));
        return new ClusterDelta(
                objects.services, objects.slices, objects.serviceCidrs, objects.node, 1);
    }

    private void add(Map<?, ?> document) {
        String json = JsonText.of(document);
        boolean deleted = Boolean.TRUE.equals(document.get("deleted"));
        Map<?, ?> metadata = (Map<?, ?>) document.get("metadata");
        String name = String.valueOf(metadata.get("name"));
        String namespace = String.valueOf(metadata.get("namespace"));
        ObjectName objectName = new ObjectName(namespace, name);
        switch (String.valueOf(document.get("kind"))) {
            case "Service" -> services.put(objectName, value(Reading.ofService(json), deleted));
            case "EndpointSlice" -> slices.put(objectName, value(Reading.ofSlice(json), deleted));
            case "ServiceCIDR" ->
                    serviceCidrs.put(name, value(Reading.ofServiceCidr(json), deleted));
            case "Node" -> node = Optional.of(value(Reading.ofNode(json, name), deleted));
            default -> throw new AssertionError("unknown kind: " + json);
        }
    }

    private static <T> Optional<T> value(Reading<T> reading, boolean deleted) {
        if (deleted) {
            return Optional.empty();
        }
        assertThat(reading.problems()).isEmpty();
        return Optional.ofNullable(reading.value());
    }
}
