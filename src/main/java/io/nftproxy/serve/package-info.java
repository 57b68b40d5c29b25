/**
 * Imports core, sync and config. What the process serves: health, metrics, and its diagnostic
 * pages.
 */
@NullMarked
package io.nftproxy.serve;

import org.jspecify.annotations.NullMarked;
