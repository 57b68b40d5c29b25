package io.nftproxy.serve.metrics;

/**
 * The version and commit of this build.
 *
 * @param version for example {@code v0.1.0}
 * @param commit of the source; empty if unknown
 * @param treeState {@code clean} or {@code dirty}; empty if unknown
 * @param date of the build, RFC 3339; empty if unknown
 */
public record BuildVersion(String version, String commit, String treeState, String date) {

    /**
     * Returns one number of the version; 0 is the major one, 1 of {@code v0.1.0-beta} is {@code 1}.
     */
    String number(int place) {
        String[] numbers = version.replaceFirst("^v", "").split("[.+-]");
        return place < numbers.length ? numbers[place] : "";
    }
}
