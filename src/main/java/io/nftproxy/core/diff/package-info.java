/**
 * From two states of a table to the operations between them, and the port through which they reach
 * a kernel.
 */
@NullMarked
package io.nftproxy.core.diff;

import org.jspecify.annotations.NullMarked;
