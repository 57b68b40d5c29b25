/**
 * Imports core only. The inbox, the loop on the one thread that writes to the kernel, what follows
 * a commit, and what the kernel refuses.
 */
@NullMarked
package io.nftproxy.sync;

import org.jspecify.annotations.NullMarked;
