/** Tests of the watchers, over real HTTP where HTTP matters. */
@NullMarked
package io.nftproxy.watch;

import org.jspecify.annotations.NullMarked;
