/**
 * Taking over a node from kube-proxy, and giving it back: what kube-proxy's modes leave in the
 * kernel, and how it goes without touching what others put beside it.
 *
 * <p>Decisions are made on {@link io.nftproxy.core.nft.SharedTable}s, whichever way those were
 * read; kernels and tools stand behind small ports.
 */
@NullMarked
package io.nftproxy.sync.takeover;

import org.jspecify.annotations.NullMarked;
