/**
 * The metrics of the process: names, help texts and values. All are registered through {@link
 * io.nftproxy.serve.metrics.Meters}.
 */
@NullMarked
package io.nftproxy.serve.metrics;

import org.jspecify.annotations.NullMarked;
