/**
 * nf_tables over netlink: encodes transactions to messages and decodes messages to a ruleset.
 *
 * <p>A codec has the attribute numbers of {@code linux/netfilter/nf_tables.h} that it uses. It
 * knows the objects that nftproxy writes. A decoder keeps any other expression as {@link
 * io.nftproxy.core.nft.Expression.Opaque} and any other set as {@link
 * io.nftproxy.core.nft.SetSpec#unknown}, which equal nothing that nftproxy writes.
 */
@NullMarked
package io.nftproxy.kernel.netlink.nftables;

import org.jspecify.annotations.NullMarked;
