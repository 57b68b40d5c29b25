/** Network interfaces over netlink: {@code linux/rtnetlink.h} and {@code linux/if_link.h}. */
@NullMarked
package io.nftproxy.kernel.netlink.route;

import org.jspecify.annotations.NullMarked;
