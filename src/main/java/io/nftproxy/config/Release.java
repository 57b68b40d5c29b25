package io.nftproxy.config;

/** The Kubernetes release whose kube-proxy this follows. */
public final class Release {
    /** In flags, fields, metrics and behaviour. */
    public static final String FOLLOWED = "1.37";

    /** The one before it. */
    public static final String PREVIOUS = "1.36";

    private Release() {}
}
