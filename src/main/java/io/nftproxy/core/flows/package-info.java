/**
 * Connections that the kernel remembers: which of them lead to endpoints that are gone.
 *
 * <p>Mostly UDP: it has no end of its own, so a flow to a departed endpoint would live as long as
 * the client goes on sending. TCP and SCTP connections end by themselves and are left to do so,
 * except for those that began while the rules were missing and were answered by nobody.
 */
@NullMarked
package io.nftproxy.core.flows;

import org.jspecify.annotations.NullMarked;
