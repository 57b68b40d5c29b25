/**
 * nftables objects as immutable data, named as in nft: table, chain, rule, expression, set, map,
 * element.
 *
 * <p>A rule is the list of expressions that the kernel holds (its byte code), so that encoding,
 * decoding, comparing and tracing use one model. {@link io.nftproxy.core.nft.NftText} prints it as
 * {@code nft list table} does. Values are in network byte order unless stated otherwise. Each field
 * of a concatenation is padded to 4 bytes, as in the kernel's registers.
 */
@NullMarked
package io.nftproxy.core.nft;

import org.jspecify.annotations.NullMarked;
