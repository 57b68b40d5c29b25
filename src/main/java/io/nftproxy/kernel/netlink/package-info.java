/**
 * Netlink as bytes: messages, attributes and error answers, without any system call.
 *
 * <p>Headers and lengths are in the machine's byte order, values of netfilter attributes in network
 * byte order ({@code linux/netlink.h}, {@code linux/netfilter/nfnetlink.h}). Writers fill one
 * reusable buffer; readers check every length before they use it.
 */
@NullMarked
package io.nftproxy.kernel.netlink;

import org.jspecify.annotations.NullMarked;
