/** A whole cluster that has our image in the place of kube-proxy. */
@NullMarked
package io.nftproxy.cluster;

import org.jspecify.annotations.NullMarked;
