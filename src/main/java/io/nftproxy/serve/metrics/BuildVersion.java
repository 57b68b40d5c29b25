package io.nftproxy.serve.metrics;

/**
 * What was built.
 *
 * @param version for example {@code v0.1.0}
 * @param commit of the source; empty if unknown
 * @param treeState {@code clean} or {@code dirty}; empty if unknown
 * @param date of the build, RFC 3339; empty if unknown
 */
public record BuildVersion(String version, String commit, String treeState, String date) {

    /** The number at a place, 0 for the major one: {@code 1} of {@code v0.1.0-beta} at 1. */
    String number(int place) {
        String[] numbers = version.replaceFirst("^v", "").split("[.+-]");
        return place < numbers.length ? numbers[place] : "";
    }
}
