package io.nftproxy.app;

import io.nftproxy.serve.metrics.BuildVersion;
import java.util.Objects;

/** What was built. */
final class Build {
    private Build() {}

    /** From the jar's manifest; {@code v0.0.0} of classes that are in none. */
    static BuildVersion version() {
        String version =
                Objects.requireNonNullElse(
                        Build.class.getPackage().getImplementationVersion(), "0.0.0");
        return new BuildVersion("v" + version, "", "", "");
    }

    /**
     * What to report.
     *
     * @param asked {@code --version=v1.2.3}; empty for what this is
     */
    static BuildVersion reported(String asked) {
        return asked.isEmpty() ? version() : new BuildVersion(asked, "", "", "");
    }
}
