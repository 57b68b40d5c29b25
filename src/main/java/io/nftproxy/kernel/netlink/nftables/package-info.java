/**
 * nf_tables over netlink: transactions to messages, messages to a ruleset.
 *
 * <p>Writers and readers of one thing stand in one class, named after it, with the attribute
 * numbers of {@code linux/netfilter/nf_tables.h} they use. What a reader does not know it keeps as
 * an {@link io.nftproxy.core.nft.Expression.Opaque}, or makes unequal to anything this program
 * writes.
 */
@NullMarked
package io.nftproxy.kernel.netlink.nftables;

import org.jspecify.annotations.NullMarked;
