/**
 * The experiments. Contenders take turns, so that a disturbance of the machine affects all of them.
 */
@NullMarked
package io.nftproxy.bench.measure;

import org.jspecify.annotations.NullMarked;
