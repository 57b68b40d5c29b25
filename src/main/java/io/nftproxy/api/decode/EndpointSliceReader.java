package io.nftproxy.api.decode;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.SlicePort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code discovery.k8s.io/v1} EndpointSlice. A port or an endpoint that cannot be used is
 * left out.
 */
final class EndpointSliceReader implements ObjectReader<EndpointSlice> {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** On slices of headless Services; the controller copies a Service's other labels as well. */
    private static final String HEADLESS = "service.kubernetes.io/headless";

    /** Keeps the API server from sending what {@link #isWanted} would turn away by its labels. */
    static final String LABEL_SELECTOR = "!" + HEADLESS;

    private final JsonCursor json;
    private final SliceEndpoints endpoints;
    private final List<SlicePort> ports = new ArrayList<>(4);
    private String addressType = "";

    private @Nullable String portName;
    private String protocolName = "";
    private boolean hasPort;
    private int port;

    EndpointSliceReader(JsonCursor json) {
        this.json = json;
        this.endpoints = new SliceEndpoints(json);
    }

    @Override
    public void read(String field) throws IOException {
        switch (field) {
            case "addressType" -> addressType = json.pooledText();
            case "endpoints" -> endpoints.read();
            case "ports" -> json.items(this::readPort);
            default -> {}
        }
    }

    private void readPort() throws IOException {
        portName = null;
        protocolName = "";
        hasPort = false;
        port = 0;
        json.fields(
                field -> {
                    switch (field) {
                        case "name" -> portName = json.isNull() ? null : json.pooledText();
                        case "protocol" -> protocolName = json.text();
                        case "port" -> {
                            hasPort = !json.isNull();
                            port = json.number();
                        }
                        default -> {}
                    }
                });
        // No number means all ports, which only makes sense for headless Services.
        if (hasPort) {
            addPort();
        }
    }

    private void addPort() {
        Protocol protocol = protocolName.isEmpty() ? Protocol.TCP : Protocol.parse(protocolName);
        if (portName == null) {
            json.noteField("name", "", "a port needs a name, if an empty one; port left out");
        } else if (protocol == null) {
            json.noteField("protocol", protocolName, "not a known protocol; port left out");
        } else if (port < 1 || port > 65_535) {
            json.noteField("port", port, "not 1 to 65535; port left out");
        } else {
            SlicePort added = new SlicePort(portName, protocol, port);
            if (!ports.contains(added)) {
                ports.add(added);
            }
        }
    }

    @Override
    public boolean isWanted(ObjectMeta meta) {
        return !meta.labels().containsKey(HEADLESS) && !addressType.equals("FQDN");
    }

    @Override
    public @Nullable EndpointSlice finish(ObjectMeta meta) {
        String service = meta.labels().getOrDefault(SERVICE_NAME, "");
        if (service.isEmpty()) {
            json.note("metadata.labels", "", "no label " + SERVICE_NAME + "; object left out");
            return null;
        }
        IpFamily family = family();
        if (family == null) {
            json.note("addressType", addressType, "not a known address type; object left out");
            return null;
        }
        ObjectName name = meta.objectName();
        return new EndpointSlice(
                name,
                new ObjectName(name.namespace(), service),
                family,
                ports,
                endpoints.ofFamily(family),
                meta.triggerTimeNanos());
    }

    private @Nullable IpFamily family() {
        for (IpFamily family : IpFamily.values()) {
            if (family.kubernetesName().equals(addressType)) {
                return family;
            }
        }
        return null;
    }
}
