/** Writes JSON. Reading it is left to those who know what they read. */
@NullMarked
package io.nftproxy.config.json;

import org.jspecify.annotations.NullMarked;
