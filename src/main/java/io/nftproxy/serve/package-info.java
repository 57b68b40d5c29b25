/**
 * Imports core, sync and config. What the process serves over HTTP: health, metrics and diagnostic
 * pages.
 */
@NullMarked
package io.nftproxy.serve;

import org.jspecify.annotations.NullMarked;
