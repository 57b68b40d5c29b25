/**
 * A long run under steady change: connections to Services from pods, the node and outside, of which
 * none may fail or reach a wrong endpoint.
 */
@NullMarked
package io.nftproxy.bench.soak;

import org.jspecify.annotations.NullMarked;
