package io.nftproxy.app;

import io.nftproxy.serve.metrics.BuildVersion;
import java.util.Objects;

/** The version of this build. */
final class Build {
    private Build() {}

    /** Returns the version of the jar's manifest; {@code v0.0.0} for classes without a jar. */
    static BuildVersion version() {
        String version =
                Objects.requireNonNullElse(
                        Build.class.getPackage().getImplementationVersion(), "0.0.0");
        return new BuildVersion("v" + version, "", "", "");
    }

    /**
     * Returns the version to report.
     *
     * @param asked the value of {@code --version=v1.2.3}; empty for the version of this build
     */
    static BuildVersion reported(String asked) {
        return asked.isEmpty() ? version() : new BuildVersion(asked, "", "", "");
    }
}
