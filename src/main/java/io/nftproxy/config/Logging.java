package io.nftproxy.config;

/**
 * What the {@code logging} section says of the format in use.
 *
 * @param verbosity 0 upward; more is more
 * @param splitStream true: errors to standard error, all else to standard output; false: everything
 *     to standard error
 */
public record Logging(LogFormat format, int verbosity, boolean splitStream) {}
