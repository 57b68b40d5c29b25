/**
 * Other ways to program the same services, as texts for {@code nft} and {@code iptables-restore}.
 */
@NullMarked
package io.nftproxy.bench.layout;

import org.jspecify.annotations.NullMarked;
