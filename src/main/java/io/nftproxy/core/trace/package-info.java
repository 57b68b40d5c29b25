/**
 * A simulation of the kernel: which rules of a table the first packet of a connection meets, hook
 * by hook, and what becomes of the packet.
 *
 * <p>It evaluates the {@link io.nftproxy.core.nft.Expression}s of rules on registers, as the kernel
 * does. It simulates new connections only, and one table only.
 */
@NullMarked
package io.nftproxy.core.trace;

import org.jspecify.annotations.NullMarked;
