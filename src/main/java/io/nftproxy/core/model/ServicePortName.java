package io.nftproxy.core.model;

/**
 * The name of one port of a Service, the unit of planning.
 *
 * @param port the port's name; may be empty
 */
public record ServicePortName(ObjectName service, String port, Protocol protocol) {
    /**
     * Returns the name as in logs and element comments, for example {@code
     * kube-system/kube-dns:dns}.
     */
    @Override
    public String toString() {
        return port.isEmpty() ? service.toString() : service + ":" + port;
    }
}
