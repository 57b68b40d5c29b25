/**
 * Writes plans down as nftables: which element goes into which set, and which rules read them.
 *
 * <p>No chain and no rule belongs to a single service port, but those of session affinity.
 * Endpoints are numbered slots in maps shared by all; a chain {@code cluster-7} draws one of seven
 * slots for whichever service sent the packet there.
 */
@NullMarked
package io.nftproxy.core.render;

import org.jspecify.annotations.NullMarked;
