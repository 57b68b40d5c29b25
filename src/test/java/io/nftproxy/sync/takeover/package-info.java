/** Tests of the takeover from kube-proxy, with real tools and real connections. */
@NullMarked
package io.nftproxy.sync.takeover;

import org.jspecify.annotations.NullMarked;
