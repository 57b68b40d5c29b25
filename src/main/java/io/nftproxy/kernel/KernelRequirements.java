package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks of the kernel at start; each problem is one sentence that says what to do. */
public final class KernelRequirements {
    private static final int MAJOR_MIN = 5;
    private static final int MINOR_MIN = 13;

    /** The environment variable of kube-proxy: any value skips the version check. */
    private static final String SKIP = "KUBE_PROXY_NFTABLES_SKIP_KERNEL_VERSION_CHECK";

    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+).*");

    private KernelRequirements() {}

    /**
     * Checks the kernel's version: inet NAT, concatenated intervals and object comments exist since
     * 5.13.
     *
     * @param release the output of {@code uname -r}, for example {@code 6.1.0-18-amd64}
     * @return the problem; empty if there is none, or if the environment skips the check
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
                "kernel %s is too old: %d.%d or newer is required (%s=1 skips this check)"
                        .formatted(release, MAJOR_MIN, MINOR_MIN, SKIP));
    }

    /**
     * Checks that the process may use nf_tables, and that the kernel has all modules that the table
     * needs. Writes nothing.
     *
     * @return the problem, or empty if there is none
     */
    public static Optional<String> accessProblem(KernelTable table) {
        try {
            table.commit(ModuleProbe.transaction());
            return Optional.empty();
        } catch (CommitRejected e) {
            return moduleProblem(e);
        } catch (KernelFailure e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("EPERM")) {
                return Optional.of("not allowed to use nf_tables: CAP_NET_ADMIN is required");
            }
            return Optional.of(
                    "nf_tables cannot be used (is the kernel built with it, or its module"
                            + " loaded?): "
                            + message);
        }
    }

    /** A failure that has nothing to do with a module is left to the first sync, which retries. */
    private static Optional<String> moduleProblem(CommitRejected rejected) {
        if (ModuleProbe.foundAll(rejected) || rejected.isTransient()) {
            return Optional.empty();
        }
        String module = ModuleProbe.missing(rejected).orElse("nf_tables");
        return Optional.of(
                "kernel module %s is missing (%s); install it on the node, or build the kernel with it"
                        .formatted(module, rejected.getMessage()));
    }
}
