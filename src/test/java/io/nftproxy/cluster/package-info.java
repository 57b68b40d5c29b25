/** Tests in a whole cluster with our image in place of kube-proxy. */
@NullMarked
package io.nftproxy.cluster;

import org.jspecify.annotations.NullMarked;
