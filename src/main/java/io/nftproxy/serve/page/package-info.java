/**
 * The page for people on the metrics port: HTML without scripts and without further requests.
 *
 * <p>Its classes are loaded by the first request.
 */
@NullMarked
package io.nftproxy.serve.page;

import org.jspecify.annotations.NullMarked;
