/**
 * The Kubernetes facts a service proxy needs, as immutable values; no client types.
 *
 * <p>Everything here was checked once, at the border, and cannot be wrong inside: an {@link
 * io.nftproxy.core.model.IpAddress} is an address, a {@link io.nftproxy.core.model.Cidr} has no
 * host bits.
 */
@NullMarked
package io.nftproxy.core.model;

import org.jspecify.annotations.NullMarked;
