package io.nftproxy.config.flags;

import io.nftproxy.config.GoBoolean;
import io.nftproxy.config.ProxyConfig;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The value of the flag --version.
 *
 * @param print the text to print before exiting; empty to run
 * @param report the version to report; empty for the own version
 */
record VersionRequest(String print, String report) {
    private static final Pattern REPORTABLE = Pattern.compile("v\\d+\\.\\d+\\.\\d+\\S*");

    /**
     * Parses the flag.
     *
     * @param version of this program, {@code v0.1.0}
     */
    static VersionRequest of(String text, String version, List<String> errors) {
        if (text.equals("raw")) {
            String java = System.getProperty("java.version") + " " + System.getProperty("os.arch");
            String raw =
                    "nftproxy %s%nfollows kube-proxy v%s%njava %s"
                            .formatted(version, ProxyConfig.RELEASE, java);
            return new VersionRequest(raw, "");
        }
        if (REPORTABLE.matcher(text).matches()) {
            return new VersionRequest("", text);
        }
        Boolean on = text.isEmpty() ? Boolean.FALSE : GoBoolean.parse(text);
        if (on == null) {
            errors.add("--version: " + text + ": must be true, false, raw or vX.Y.Z");
        }
        boolean print = Boolean.TRUE.equals(on);
        return new VersionRequest(print ? "nftproxy " + version : "", "");
    }
}
