package io.nftproxy.config;

/**
 * The settings of section {@code logging} for the format in use.
 *
 * @param verbosity 0 or more; higher logs more
 * @param splitStream whether only errors go to standard error, and other lines to standard output
 */
public record Logging(LogFormat format, int verbosity, boolean splitStream) {}
