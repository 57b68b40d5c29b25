package io.nftproxy.watch;

/**
 * The labels, of whatever value, that tell kube-proxy to keep away from a Service and its
 * EndpointSlices.
 */
final class ForeignProxyLabels {
    /** Another implementation serves it (KEP-2447). */
    private static final String PROXY_NAME = "service.kubernetes.io/service-proxy-name";

    /** Put on slices of headless Services. */
    private static final String HEADLESS = "service.kubernetes.io/headless";

    /** What is asked of the API server, so that it need not even send them. */
    static final String SELECTOR = "!" + PROXY_NAME + ",!" + HEADLESS;

    private ForeignProxyLabels() {}

    static boolean areAbsent(ObjectMeta meta) {
        return !meta.labels().containsKey(PROXY_NAME) && !meta.labels().containsKey(HEADLESS);
    }
}
