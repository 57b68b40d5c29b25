package io.nftproxy.bench.measure;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Prints the progress of a run to standard error. */
public final class Progress {
    private Progress() {}

    public static void say(String format, Object... arguments) {
        System.err.println(
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS)
                        + " "
                        + format.formatted(arguments));
    }
}
