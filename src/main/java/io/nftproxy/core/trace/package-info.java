/**
 * What a table does with a packet: the way of a new connection's first packet through the hooks, as
 * the kernel would take it, with the rules that decided.
 *
 * <p>A small register machine over {@link io.nftproxy.core.nft.Expression}s; it serves tests and
 * the question "why does this packet go there". It knows new connections only, and nothing of
 * tables other than the one it is given.
 */
@NullMarked
package io.nftproxy.core.trace;

import org.jspecify.annotations.NullMarked;
