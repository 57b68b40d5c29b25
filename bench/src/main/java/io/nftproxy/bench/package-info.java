/**
 * Compares nftproxy with the layouts that kube-proxy programs. {@code bench/run} starts {@link
 * io.nftproxy.bench.Bench}.
 */
@NullMarked
package io.nftproxy.bench;

import org.jspecify.annotations.NullMarked;
