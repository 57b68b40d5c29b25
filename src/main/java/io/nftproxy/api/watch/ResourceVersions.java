package io.nftproxy.api.watch;

/**
 * The order of resourceVersions. Kubernetes' API servers send whole numbers that grow with each
 * change; another server's versions may have no order.
 */
final class ResourceVersions {
    private ResourceVersions() {}

    /** Returns whether both versions are numbers and the first one is lower. */
    static boolean isLower(String version, String than) {
        if (!isNumber(version) || !isNumber(than)) {
            return false;
        }
        return version.length() == than.length()
                ? version.compareTo(than) < 0
                : version.length() < than.length();
    }

    private static boolean isNumber(String version) {
        return !version.isEmpty()
                && version.charAt(0) != '0'
                && version.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
