package io.nftproxy.app;

import java.util.Objects;

/** The version of this build. */
final class Build {
    private Build() {}

    /** Returns the version of the jar's manifest; {@code v0.0.0} for classes without a jar. */
    static String version() {
        return "v"
                + Objects.requireNonNullElse(
                        Build.class.getPackage().getImplementationVersion(), "0.0.0");
    }
}
