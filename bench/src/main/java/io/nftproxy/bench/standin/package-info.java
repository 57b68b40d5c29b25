/** A program that behaves enough like kube-proxy to try the comparison with it. */
@NullMarked
package io.nftproxy.bench.standin;

import org.jspecify.annotations.NullMarked;
