/**
 * Takeover of a node from kube-proxy, and the way back: the leftovers of kube-proxy's modes in the
 * kernel, and their removal without touching the rules of other programs.
 *
 * <p>Decisions are made on {@link io.nftproxy.core.nft.ForeignTable}s, read over netlink or with
 * iptables-legacy.
 */
@NullMarked
package io.nftproxy.sync.takeover;

import org.jspecify.annotations.NullMarked;
