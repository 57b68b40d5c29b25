/**
 * The experiments. Contenders take turns, so that what disturbs the machine disturbs all of them.
 */
@NullMarked
package io.nftproxy.bench.measure;

import org.jspecify.annotations.NullMarked;
