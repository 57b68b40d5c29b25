/** A minimal stand-in for kube-proxy, to test the comparison with kube-proxy. */
@NullMarked
package io.nftproxy.bench.standin;

import org.jspecify.annotations.NullMarked;
