/**
 * What load balancers and kubelet ask: is this proxy in order, may this node take traffic, has this
 * Service an endpoint here.
 */
@NullMarked
package io.nftproxy.serve.health;

import org.jspecify.annotations.NullMarked;
