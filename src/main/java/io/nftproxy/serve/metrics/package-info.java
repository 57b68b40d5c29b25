/**
 * The metrics of the process. {@code metrics.txt} has their names, types, labels and help texts;
 * all are registered through {@link io.nftproxy.serve.metrics.Meters}.
 */
@NullMarked
package io.nftproxy.serve.metrics;

import org.jspecify.annotations.NullMarked;
