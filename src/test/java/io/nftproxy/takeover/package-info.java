/** Tests of taking over from kube-proxy, with the real tools and real connections. */
@NullMarked
package io.nftproxy.takeover;

import org.jspecify.annotations.NullMarked;
