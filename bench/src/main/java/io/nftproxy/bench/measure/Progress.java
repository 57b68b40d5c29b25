package io.nftproxy.bench.measure;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Tells whoever waits what is going on. */
public final class Progress {
    private Progress() {}

    public static void say(String format, Object... arguments) {
        System.err.println(
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS)
                        + " "
                        + format.formatted(arguments));
    }
}
