/**
 * The difference between two states of a table as a transaction, and the port to a kernel that
 * commits it.
 */
@NullMarked
package io.nftproxy.core.diff;

import org.jspecify.annotations.NullMarked;
