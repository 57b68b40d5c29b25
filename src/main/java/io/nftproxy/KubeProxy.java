package io.nftproxy;

/** Entry point. */
public final class KubeProxy {
    private KubeProxy() {}

    /** Runs nftproxy with kube-proxy's command line. */
    public static void main(String[] args) {
        System.exit(0);
    }
}
