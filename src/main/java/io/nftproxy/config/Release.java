package io.nftproxy.config;

/** The Kubernetes release whose kube-proxy nftproxy follows. */
public final class Release {
    /**
     * The release of flags, fields, metrics and behaviour, verified beside kube-proxy 1.36.2.
     * Additions of later releases are followed where they are compatible.
     */
    public static final String FOLLOWED = "1.36";

    private Release() {}
}
