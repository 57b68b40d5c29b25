/** The one loop and the one thread that writes: pacing, retry, and what the kernel holds. */
@NullMarked
package io.nftproxy.sync;

import org.jspecify.annotations.NullMarked;
