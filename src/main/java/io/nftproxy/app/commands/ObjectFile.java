package io.nftproxy.app.commands;

import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.config.YamlObjects;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster in a file: Services, EndpointSlices, ServiceCIDRs and a Node. Others are ignored. */
final class ObjectFile {
    private final ObjectDecoder<Service> serviceDecoder;
    private final ObjectDecoder<EndpointSlice> sliceDecoder;
    private final ObjectDecoder<List<Cidr>> cidrDecoder;
    private final ObjectDecoder<Node> nodeDecoder;
    private final Map<ObjectName, Optional<Service>> services = new HashMap<>();
    private final Map<ObjectName, Optional<EndpointSlice>> slices = new HashMap<>();
    private final Map<String, Optional<List<Cidr>>> serviceCidrs = new HashMap<>();
    private Optional<Optional<Node>> node = Optional.empty();

    private ObjectFile(String nodeName, Consumer<ReadProblem> problems) {
        serviceDecoder = ObjectDecoder.services(problems);
        sliceDecoder = ObjectDecoder.slices(problems);
        cidrDecoder = ObjectDecoder.serviceCidrs(problems);
        nodeDecoder = ObjectDecoder.node(nodeName, problems);
    }

    /**
     * Reads a cluster.
     *
     * @param nodeName the Node to read; others are ignored
     * @param externalIps whether {@code spec.externalIPs} counts
     * @param problems receives invalid parts, which are left out
     * @throws IOException if the text has no objects
     */
    static ClusterState read(
            String text, String nodeName, boolean externalIps, Consumer<ReadProblem> problems)
            throws IOException {
        ObjectFile file = new ObjectFile(nodeName, problems);
        try {
            for (Map<?, ?> object : YamlObjects.of(text)) {
                file.add(object);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        ClusterState cluster = new ClusterState(externalIps);
        cluster.apply(
                new ClusterDelta(file.services, file.slices, file.serviceCidrs, file.node, 1));
        return cluster;
    }

    private void add(Map<?, ?> object) throws IOException {
        String json = JsonText.of(object);
        switch (String.valueOf(object.get("kind"))) {
            case "Service" -> decoded(serviceDecoder, json, services);
            case "EndpointSlice" -> decoded(sliceDecoder, json, slices);
            case "ServiceCIDR" -> {
                var cidrs = decode(cidrDecoder, json);
                if (cidrs.value() != null) {
                    serviceCidrs.put(cidrs.meta().objectName().name(), Optional.of(cidrs.value()));
                }
            }
            case "Node" -> {
                Node value = decode(nodeDecoder, json).value();
                if (value != null) {
                    node = Optional.of(Optional.of(value));
                }
            }
            default -> {}
        }
    }

    private static <T> void decoded(
            ObjectDecoder<T> decoder, String json, Map<ObjectName, Optional<T>> into)
            throws IOException {
        ObjectDecoder.Decoded<T> decoded = decode(decoder, json);
        if (decoded.value() != null) {
            into.put(decoded.meta().objectName(), Optional.of(decoded.value()));
        }
    }

    private static <T> ObjectDecoder.Decoded<T> decode(ObjectDecoder<T> decoder, String json)
            throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonCursor cursor = decoder.open(new ByteArrayInputStream(bytes))) {
            cursor.next();
            return decoder.decode(cursor);
        }
    }
}
