package io.nftproxy.core.model;

/** An address family and its constants. */
public enum IpFamily {
    IPV4("IPv4", "4", 4),
    IPV6("IPv6", "6", 16);

    private final String kubernetesName;
    private final String suffix;
    private final int addressLengthBytes;

    IpFamily(String kubernetesName, String suffix, int addressLengthBytes) {
        this.kubernetesName = kubernetesName;
        this.suffix = suffix;
        this.addressLengthBytes = addressLengthBytes;
    }

    /**
     * Returns {@code IPv4} or {@code IPv6}, as in {@code addressType} of EndpointSlices and in
     * metric labels.
     */
    public String kubernetesName() {
        return kubernetesName;
    }

    /** Returns the suffix of set and map names of this family: {@code 4} or {@code 6}. */
    public String suffix() {
        return suffix;
    }

    /** Returns 4 or 16. */
    public int addressLengthBytes() {
        return addressLengthBytes;
    }

    /** Returns 32 or 128. */
    public int addressLengthBits() {
        return addressLengthBytes * 8;
    }
}
