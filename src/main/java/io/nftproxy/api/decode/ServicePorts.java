package io.nftproxy.api.decode;

import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a Service's {@code spec.ports}. Invalid ports and duplicates of earlier ones are left
 * out.
 */
final class ServicePorts {
    /** A value that must be unique in a Service: a name, port or node port, with its protocol. */
    private record Claim(String name, int number, boolean isNodePort, Protocol protocol) {}

    private final JsonCursor json;
    private final List<ServicePort> ports = new ArrayList<>(4);
    private final Set<Claim> claims = new HashSet<>();

    private String name = "";
    private String protocolName = "";
    private int port;
    private int nodePort;

    ServicePorts(JsonCursor json) {
        this.json = json;
    }

    void read() throws IOException {
        json.items(this::readPort);
    }

    List<ServicePort> finish() {
        return ports;
    }

    private void readPort() throws IOException {
        name = "";
        protocolName = "";
        port = 0;
        nodePort = 0;
        json.fields(
                field -> {
                    switch (field) {
                        case "name" -> name = json.pooledText();
                        case "protocol" -> protocolName = json.text();
                        case "port" -> port = json.number();
                        case "nodePort" -> nodePort = json.number();
                        default -> {}
                    }
                });
        Protocol protocol = protocol();
        if (protocol != null && isPortUsable(protocol)) {
            ports.add(new ServicePort(name, protocol, port, usableNodePort(protocol)));
        }
    }

    private @Nullable Protocol protocol() {
        Protocol protocol = protocolName.isEmpty() ? Protocol.TCP : Protocol.parse(protocolName);
        if (protocol == null) {
            json.noteField("protocol", protocolName, "not a known protocol; port left out");
        }
        return protocol;
    }

    private boolean isPortUsable(Protocol protocol) {
        if (port < 1 || port > 65_535) {
            json.noteField("port", port, "not 1 to 65535; port left out");
            return false;
        }
        Claim byName = new Claim(name, 0, false, protocol);
        Claim byNumber = new Claim("", port, false, protocol);
        if (claims.contains(byName)) {
            json.noteField("name", name, "duplicate name and protocol; port left out");
            return false;
        }
        if (claims.contains(byNumber)) {
            json.noteField("port", port, "duplicate port and protocol; port left out");
            return false;
        }
        claims.add(byName);
        claims.add(byNumber);
        return true;
    }

    private int usableNodePort(Protocol protocol) {
        if (nodePort == 0) {
            return 0;
        }
        if (nodePort < 0 || nodePort > 65_535) {
            json.noteField("nodePort", nodePort, "not 1 to 65535; node port left out");
            return 0;
        }
        if (!claims.add(new Claim("", nodePort, true, protocol))) {
            json.noteField(
                    "nodePort", nodePort, "duplicate node port and protocol; node port left out");
            return 0;
        }
        return nodePort;
    }
}
