/** Generic netlink and its family IPVS: {@code linux/genetlink.h} and {@code linux/ip_vs.h}. */
@NullMarked
package io.nftproxy.kernel.netlink.generic;

import org.jspecify.annotations.NullMarked;
