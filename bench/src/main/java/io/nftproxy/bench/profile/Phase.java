package io.nftproxy.bench.profile;

import java.util.Locale;

/** What is profiled. Its thread has the phase's name, by which samples are told apart. */
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

    /** As {@code perf} has it. */
    String command() {
        return "phase-" + name().toLowerCase(Locale.ROOT);
    }
}
