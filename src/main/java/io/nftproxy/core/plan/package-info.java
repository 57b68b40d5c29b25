/**
 * What is to happen to traffic, decided for each service port: frontends, routes, and endpoints in
 * numbered slots. The renderer only writes these decisions down in nft's words.
 */
@NullMarked
package io.nftproxy.core.plan;

import org.jspecify.annotations.NullMarked;
