/**
 * Generic netlink, on which IPVS is one of many families: {@code linux/genetlink.h} and {@code
 * linux/ip_vs.h}.
 */
@NullMarked
package io.nftproxy.kernel.netlink.generic;

import org.jspecify.annotations.NullMarked;
