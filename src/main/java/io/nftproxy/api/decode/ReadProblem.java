package io.nftproxy.api.decode;

/**
 * A field of an object that cannot be used as it is.
 *
 * @param kind {@code Service}, {@code EndpointSlice}, {@code Node} or {@code ServiceCIDR}
 * @param name {@code namespace/name}, or the name alone of an object without namespace; empty if
 *     not even that could be read
 * @param path of the field, {@code spec.ports[1].nodePort}; empty for the object as a whole
 * @param value what stands there, cut at 64 characters
 * @param why and what follows, for example {@code not an IP address; left out}
 */
public record ReadProblem(String kind, String name, String path, String value, String why) {
    @Override
    public String toString() {
        return kind + " " + name + ": " + path + ": \"" + value + "\": " + why;
    }
}
