package io.nftproxy.core.diff;

/**
 * A change of the table by another process, or a sign that there may have been one.
 *
 * @param text for the log, for example {@code elements of endpoints4 (by nft, pid 4711)}
 * @param certain whether the table was modified; false if notifications were lost, or if another
 *     process committed at the same time as a large transaction
 */
public record ForeignChange(String text, boolean certain) {}
