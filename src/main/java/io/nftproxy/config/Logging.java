package io.nftproxy.config;

import java.time.Duration;
import java.util.List;

/**
 * The {@code logging} section.
 *
 * @param flushFrequency ignored: every line is written at once
 * @param verbosity 0 upward; more is more
 * @param vmodule other verbosities for some source files; ignored
 * @param text options of the text format
 * @param json options of the JSON format
 */
public record Logging(
        LogFormat format,
        Duration flushFrequency,
        int verbosity,
        List<VModule> vmodule,
        OutputRouting text,
        OutputRouting json) {
    public Logging {
        vmodule = List.copyOf(vmodule);
    }

    /** The routing of the format in use. */
    public OutputRouting routing() {
        return switch (format) {
            case TEXT -> text;
            case JSON -> json;
        };
    }

    /**
     * The verbosity of source files whose name matches.
     *
     * @param filePattern a glob over file names without extension, {@code proxier*}
     */
    public record VModule(String filePattern, int verbosity) {}

    /**
     * Where the lines go.
     *
     * @param splitStream true: errors to standard error, all else to standard output; false:
     *     everything to standard error
     * @param infoBufferSize ignored: nothing is held back. A Kubernetes quantity, {@code 64Ki}
     */
    public record OutputRouting(boolean splitStream, String infoBufferSize) {}
}
