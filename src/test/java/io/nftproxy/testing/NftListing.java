package io.nftproxy.testing;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The output of {@code nft list} in a form that can be compared. */
public final class NftListing {
    private static final Pattern ELEMENTS =
            Pattern.compile("elements = \\{(.*?)\\s\\}", Pattern.DOTALL);
    private static final Pattern EXPIRY = Pattern.compile(" expires [0-9a-z]+");

    private static final Pattern COUNT = Pattern.compile("\\s*# count \\d+");
    private static final Pattern PRIORITY = Pattern.compile("priority (\\w+)(?: ([+-]) (\\d+))?;");

    private static final Map<String, Integer> PRIORITIES =
            Map.of(
                    "raw", -300,
                    "mangle", -150,
                    "dstnat", -100,
                    "filter", 0,
                    "security", 50,
                    "srcnat", 100);

    private NftListing() {}

    /**
     * Returns a listing with one element on each line, sorted: nft lists elements in the order of
     * the kernel's hash tables and wraps lines. Indentation, remaining times, and what depends on
     * the version of nft are removed: numbers of elements, and names of priorities.
     */
    public static String normalised(String listing) {
        String plain = COUNT.matcher(EXPIRY.matcher(listing).replaceAll("")).replaceAll("");
        String sorted =
                ELEMENTS.matcher(PRIORITY.matcher(plain).replaceAll(NftListing::number))
                        .replaceAll(match -> "elements = {\n" + sorted(match.group(1)) + "\n}");
        return sorted.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static String number(MatchResult priority) {
        Integer standard = PRIORITIES.get(priority.group(1));
        if (standard == null) {
            return Matcher.quoteReplacement(priority.group());
        }
        String sign = priority.group(2);
        int offset = sign == null ? 0 : Integer.parseInt(sign + priority.group(3));
        return "priority " + (standard + offset) + ";";
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
