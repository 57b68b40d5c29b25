/**
 * A long run under steady change. No connection to a Service, from pods, the node or outside, may
 * fail or reach a wrong endpoint.
 */
@NullMarked
package io.nftproxy.bench.soak;

import org.jspecify.annotations.NullMarked;
