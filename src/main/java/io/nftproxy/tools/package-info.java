/**
 * Imports core, sync, config and kernel. The demonstration, and the API server in the process that
 * it and the AOT recording need.
 */
@NullMarked
package io.nftproxy.tools;

import org.jspecify.annotations.NullMarked;
