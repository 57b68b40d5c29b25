/** May import nothing. Waiting times between attempts, as pure functions without a clock. */
@NullMarked
package io.nftproxy.core.pacing;

import org.jspecify.annotations.NullMarked;
