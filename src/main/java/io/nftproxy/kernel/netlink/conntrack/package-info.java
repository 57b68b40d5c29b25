/**
 * Connection tracking over netlink: requests for UDP flows, and flows out of the answers.
 *
 * <p>Numbers are those of {@code linux/netfilter/nfnetlink_conntrack.h}. Of a flow only what tells
 * it apart is read; everything else of an answer is skipped.
 */
@NullMarked
package io.nftproxy.kernel.netlink.conntrack;

import org.jspecify.annotations.NullMarked;
