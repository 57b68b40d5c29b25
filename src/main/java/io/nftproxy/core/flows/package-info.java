/**
 * Entries of the kernel's connection tracking table, and which of them must be deleted.
 *
 * <p>Mostly UDP entries: each packet renews them, so a flow to a removed endpoint would live as
 * long as the client sends. TCP and SCTP entries are left to time out, except for unanswered ones
 * that began while the rules were missing.
 */
@NullMarked
package io.nftproxy.core.flows;

import org.jspecify.annotations.NullMarked;
