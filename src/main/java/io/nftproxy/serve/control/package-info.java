/**
 * Imports core, sync and config. The answers of the control socket: JSON about the running proxy,
 * for commands and pages that people read. Nothing here changes anything.
 */
@NullMarked
package io.nftproxy.serve.control;

import org.jspecify.annotations.NullMarked;
