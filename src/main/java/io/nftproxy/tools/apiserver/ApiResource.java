package io.nftproxy.tools.apiserver;

/** A kind of objects of the API. */
public enum ApiResource {
    SERVICES("/api/v1/services", "v1", "Service"),
    ENDPOINT_SLICES(
            "/apis/discovery.k8s.io/v1/endpointslices", "discovery.k8s.io/v1", "EndpointSlice"),
    NODES("/api/v1/nodes", "v1", "Node"),
    SERVICE_CIDRS("/apis/networking.k8s.io/v1/servicecidrs", "networking.k8s.io/v1", "ServiceCIDR");

    private final String path;
    private final String apiVersion;
    private final String kind;

    ApiResource(String path, String apiVersion, String kind) {
        this.path = path;
        this.apiVersion = apiVersion;
        this.kind = kind;
    }

    /** Returns the path of the collection in all namespaces. */
    public String path() {
        return path;
    }

    /** Returns the group and version, {@code discovery.k8s.io/v1}. */
    public String apiVersion() {
        return apiVersion;
    }

    /** Returns the kind of one object, {@code Service}; a list is a {@code ServiceList}. */
    public String kind() {
        return kind;
    }
}
