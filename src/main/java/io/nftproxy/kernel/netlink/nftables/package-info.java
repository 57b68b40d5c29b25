/**
 * nf_tables over netlink: encodes transactions to messages and decodes messages to a ruleset.
 *
 * <p>The codec of each kind of object is one class, with the attribute numbers of {@code
 * linux/netfilter/nf_tables.h} that it uses. A decoder keeps unknown content as an {@link
 * io.nftproxy.core.nft.Expression.Opaque}, so that it never equals anything that this program
 * writes.
 */
@NullMarked
package io.nftproxy.kernel.netlink.nftables;

import org.jspecify.annotations.NullMarked;
