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
 * A reader of {@code discovery.k8s.io/v1} EndpointSlices. Invalid ports and endpoints are left out.
 */
final class EndpointSliceReader implements ObjectReader<EndpointSlice> {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** The label that the controller sets on slices of headless Services. */
    private static final String HEADLESS = "service.kubernetes.io/headless";

    /** Selects in the API server what {@link #isWanted} accepts by its labels. */
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
        // Without a number the slice means all ports, which is for headless Services only.
        if (hasPort) {
            addPort();
        }
    }

    private void addPort() {
        Protocol protocol = protocolName.isEmpty() ? Protocol.TCP : Protocol.parse(protocolName);
        if (portName == null) {
            json.noteField("name", "", "a port needs a name, even if empty; port left out");
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
            json.note("metadata.labels", "", "no label " + SERVICE_NAME + "; object ignored");
            return null;
        }
        IpFamily family = family();
        if (family == null) {
            json.note("addressType", addressType, "not a known address type; object ignored");
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
