package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a kernel must have for this proxy; each lack is one sentence with its cure. */
public final class KernelRequirements {
    private static final int MAJOR_MIN = 5;
    private static final int MINOR_MIN = 13;

    /** As of kube-proxy: any value skips the check of the version. */
    private static final String SKIP = "KUBE_PROXY_NFTABLES_SKIP_KERNEL_VERSION_CHECK";

    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+).*");

    private KernelRequirements() {}

    /**
     * Whether a release is new enough: inet NAT, concatenated intervals and object comments are all
     * there since 5.13.
     *
     * @param release as {@code uname -r} says, {@code 6.1.0-18-amd64}
     * @return what is wrong; empty if nothing is, or if the environment says not to ask
     */
    public static Optional<String> versionProblem(String release, Map<String, String> environment) {
        if (!environment.getOrDefault(SKIP, "").isEmpty()) {
            return Optional.empty();
        }
        Matcher version = VERSION.matcher(release);
        if (!version.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major > MAJOR_MIN || major == MAJOR_MIN && minor >= MINOR_MIN) {
            return Optional.empty();
        }
        return Optional.of(
                "kernel "
                        + release
                        + " is too old: "
                        + MAJOR_MIN
                        + "."
                        + MINOR_MIN
                        + " or newer is needed ("
                        + SKIP
                        + "=1 skips this check)");
    }

    /** Whether nf_tables answers us; empty if it does. */
    public static Optional<String> accessProblem(KernelTable table) {
        try {
            table.fills();
            return Optional.empty();
        } catch (KernelFailure e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("EPERM")) {
                return Optional.of("not allowed to use nf_tables: CAP_NET_ADMIN is needed");
            }
            return Optional.of(
                    "nf_tables cannot be used (is the kernel built with it, or its module"
                            + " loaded?): "
                            + message);
        }
    }
}
