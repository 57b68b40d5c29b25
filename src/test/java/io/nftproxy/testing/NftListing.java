package io.nftproxy.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The output of {@code nft list} in a form that can be compared. */
public final class NftListing {
    private static final Pattern ELEMENTS =
            Pattern.compile("elements = \\{(.*?)\\s\\}", Pattern.DOTALL);
    private static final Pattern EXPIRY = Pattern.compile(" expires [0-9a-z]+");

    private NftListing() {}

    /**
     * Returns a listing with one element on each line, sorted: nft lists elements in the order of
     * the kernel's hash tables and wraps lines. Indentation and remaining times are removed.
     */
    public static String normalised(String listing) {
        String sorted =
                ELEMENTS.matcher(EXPIRY.matcher(listing).replaceAll(""))
                        .replaceAll(match -> "elements = {\n" + sorted(match.group(1)) + "\n}");
        return sorted.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static String sorted(String elements) {
        String lines =
                Stream.of(elements.split(",\\s"))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .sorted()
                        .collect(Collectors.joining("\n"));
        return Matcher.quoteReplacement(lines);
    }
}
