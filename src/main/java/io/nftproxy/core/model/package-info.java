/**
 * The Kubernetes objects that a service proxy needs, as immutable values without client types.
 *
 * <p>Values are validated where they are decoded and are trusted everywhere else: an {@link
 * io.nftproxy.core.model.IpAddress} is an address, a {@link io.nftproxy.core.model.Cidr} has no
 * host bits.
 */
@NullMarked
package io.nftproxy.core.model;

import org.jspecify.annotations.NullMarked;
