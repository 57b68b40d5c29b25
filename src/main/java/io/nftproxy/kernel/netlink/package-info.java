/**
 * The netlink wire format: messages, attributes and error replies, without system calls.
 *
 * <p>Headers and lengths are in the machine's byte order, values of netfilter attributes in network
 * byte order ({@code linux/netlink.h}, {@code linux/netfilter/nfnetlink.h}). A writer reuses one
 * buffer; a reader checks every length before using it.
 */
@NullMarked
package io.nftproxy.kernel.netlink;

import org.jspecify.annotations.NullMarked;
