package io.nftproxy.api.decode;

/**
 * An invalid field of an API object.
 *
 * @param kind {@code Service}, {@code EndpointSlice}, {@code Node} or {@code ServiceCIDR}
 * @param name {@code namespace/name}, or the name alone of an object without namespace; empty if
 *     the name could not be read
 * @param path of the field, {@code spec.ports[1].nodePort}; empty for the object as a whole
 * @param value the invalid value, cut at 64 characters
 * @param why the reason and the consequence, {@code not an IP address; left out}
 */
public record ReadProblem(String kind, String name, String path, String value, String why) {
    @Override
    public String toString() {
        return kind + " " + name + ": " + path + ": \"" + value + "\": " + why;
    }
}
