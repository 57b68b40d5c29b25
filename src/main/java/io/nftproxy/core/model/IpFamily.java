package io.nftproxy.core.model;

/** An address family, with the facts that differ between the two. */
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
     * As Kubernetes writes it, {@code IPv4} or {@code IPv6}: slice address types, metric labels.
     */
    public String kubernetesName() {
        return kubernetesName;
    }

    /** What names of maps and sets of this family end in, {@code 4} or {@code 6}. */
    public String suffix() {
        return suffix;
    }

    /** 4 or 16. */
    public int addressLengthBytes() {
        return addressLengthBytes;
    }

    /** 32 or 128. */
    public int addressLengthBits() {
        return addressLengthBytes * 8;
    }
}
