/** Writes JSON, with Jackson's generator. Each reader of JSON has its own place. */
@NullMarked
package io.nftproxy.config.json;

import org.jspecify.annotations.NullMarked;
