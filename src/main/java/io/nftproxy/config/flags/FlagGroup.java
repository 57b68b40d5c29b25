package io.nftproxy.config.flags;

/** The groups of flags in the help. */
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

    /** Returns the heading in the help. */
    public String heading() {
        return heading;
    }
}
