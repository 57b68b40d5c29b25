package io.nftproxy.config.flags;

/** What flags are about: the headings of the help. */
public enum FlagGroup {
    GENERAL("General"),
    API_SERVER("API server and node"),
    SERVERS("Health and metrics"),
    TRAFFIC("Traffic"),
    SYNC("Synchronisation"),
    KERNEL("Kernel settings"),
    LOGGING("Logging"),
    WITHOUT_EFFECT("Accepted without effect");

    private final String heading;

    FlagGroup(String heading) {
        this.heading = heading;
    }

    /** For people. */
    public String heading() {
        return heading;
    }
}
