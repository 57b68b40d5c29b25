/** The node as the kernel shows it: interface addresses, address families, sysctls, OOM score. */
@NullMarked
package io.nftproxy.kernel.host;

import org.jspecify.annotations.NullMarked;
