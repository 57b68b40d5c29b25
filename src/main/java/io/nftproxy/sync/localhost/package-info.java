/**
 * NodePorts on loopback addresses: a TCP proxy in this process, behind a feature gate.
 *
 * <p>The kernel does not route packets from loopback addresses to other machines, so the table
 * cannot translate these connections. Virtual threads accept them and copy them to an endpoint.
 */
@NullMarked
package io.nftproxy.sync.localhost;

import org.jspecify.annotations.NullMarked;
