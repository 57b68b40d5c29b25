/**
 * Plans as nftables objects: the elements of each set, and the rules that look them up.
 *
 * <p>Only session affinity has chains and rules for a single Service port. All other endpoints are
 * numbered slots in shared maps: the chain {@code cluster-7} draws one of seven slots for every
 * Service with seven endpoints.
 */
@NullMarked
package io.nftproxy.core.render;

import org.jspecify.annotations.NullMarked;
