/**
 * NodePorts on loopback addresses: a TCP proxy in this process, behind a feature gate.
 *
 * <p>The kernel does not route packets from loopback addresses to other machines, so these
 * connections cannot be translated like others. Each is accepted here and copied to an endpoint, by
 * virtual threads.
 */
@NullMarked
package io.nftproxy.sync.localhost;

import org.jspecify.annotations.NullMarked;
