package io.nftproxy.bench.profile;

import java.util.Locale;

/** A phase of the profile. Its thread has its name, so that samples show the phase. */
enum Phase {
    PROGRAM("Programming from nothing", 4),
    RESTART("Reading the table back after a restart", 1),
    ADD("Adding a service", 400),
    REPLACE("Replacing an endpoint", 20_000);

    final String title;
    final int times;

    Phase(String title, int times) {
        this.title = title;
        this.times = times;
    }

    /** Returns the name of the thread in samples. */
    String command() {
        return "phase-" + name().toLowerCase(Locale.ROOT);
    }
}
