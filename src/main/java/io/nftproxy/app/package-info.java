/** Wiring: the command line becomes objects, the objects run. */
@NullMarked
package io.nftproxy.app;

import org.jspecify.annotations.NullMarked;
