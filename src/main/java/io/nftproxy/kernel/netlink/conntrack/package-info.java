/**
 * Connection tracking over netlink: requests for flows, and the decoder of flows.
 *
 * <p>Numbers are those of {@code linux/netfilter/nfnetlink_conntrack.h}. Only the attributes that
 * identify a flow are decoded; others are skipped.
 */
@NullMarked
package io.nftproxy.kernel.netlink.conntrack;

import org.jspecify.annotations.NullMarked;
