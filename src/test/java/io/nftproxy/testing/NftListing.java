package io.nftproxy.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code nft list} in a form that can be compared. */
public final class NftListing {
    private static final Pattern ELEMENTS =
            Pattern.compile("elements = \\{(.*?)\\s\\}", Pattern.DOTALL);
    private static final Pattern EXPIRY = Pattern.compile(" expires [0-9a-z]+");

    private NftListing() {}

    /**
     * Elements sorted, one a line: nft lists them as the kernel's hash tables have them, and wraps
     * lines as it likes. Indentation and the time an element has left are dropped.
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
