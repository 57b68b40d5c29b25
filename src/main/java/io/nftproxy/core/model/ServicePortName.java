package io.nftproxy.core.model;

/**
 * What is proxied as a unit: one port of a Service.
 *
 * @param port the port's name; may be empty
 */
public record ServicePortName(ObjectName service, String port, Protocol protocol) {
    /** As logs and element comments show it: {@code kube-system/kube-dns:dns}. */
    @Override
    public String toString() {
        return port.isEmpty() ? service.toString() : service + ":" + port;
    }
}
