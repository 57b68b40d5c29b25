/** Tests of taking over from kube-proxy, with the real tools and real connections. */
@NullMarked
package io.nftproxy.sync.takeover;

import org.jspecify.annotations.NullMarked;
