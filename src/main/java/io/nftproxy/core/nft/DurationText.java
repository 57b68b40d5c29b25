package io.nftproxy.core.nft;

/** Durations as nft prints them. */
final class DurationText {
    private DurationText() {}

    /** Returns for example {@code 2h59m56s964ms}. */
    static String of(long milliseconds) {
        StringBuilder text = new StringBuilder();
        long rest = append(text, milliseconds, 86_400_000, "d");
        rest = append(text, rest, 3_600_000, "h");
        rest = append(text, rest, 60_000, "m");
        rest = append(text, rest, 1_000, "s");
        append(text, rest, 1, "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static long append(StringBuilder text, long milliseconds, long unit, String name) {
        if (milliseconds >= unit) {
            text.append(milliseconds / unit).append(name);
        }
        return milliseconds % unit;
    }
}
