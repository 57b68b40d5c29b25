/**
 * The decisions about traffic, for each Service port: its frontends, their routes, and endpoints in
 * numbered slots. The renderer only translates these decisions into nftables objects.
 */
@NullMarked
package io.nftproxy.core.plan;

import org.jspecify.annotations.NullMarked;
