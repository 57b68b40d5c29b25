/** The host that the proxy runs on: addresses of its interfaces, its address families. */
@NullMarked
package io.nftproxy.host;

import org.jspecify.annotations.NullMarked;
