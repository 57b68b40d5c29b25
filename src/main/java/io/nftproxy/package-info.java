/** Wiring: the command line becomes objects, the objects run. */
@NullMarked
package io.nftproxy;

import org.jspecify.annotations.NullMarked;
