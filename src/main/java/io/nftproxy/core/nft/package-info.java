/**
 * nftables as immutable data, in nft's own words: table, chain, rule, expression, set, map,
 * element.
 *
 * <p>A rule is the list of expressions that the kernel holds (its byte code), so one model serves
 * encoding, decoding, comparing and tracing; {@link io.nftproxy.core.nft.NftText} prints it the way
 * {@code nft list table} does. Values are in network byte order unless said otherwise; each field
 * of a concatenation is padded to 4 bytes, as in the kernel's registers.
 */
@NullMarked
package io.nftproxy.core.nft;

import org.jspecify.annotations.NullMarked;
