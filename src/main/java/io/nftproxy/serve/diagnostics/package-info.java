/**
 * Diagnostic pages: configuration, flags and status of the process, and profiling.
 *
 * <p>No class here is loaded before its page is requested: java.management and jdk.jfr take
 * megabytes.
 */
@NullMarked
package io.nftproxy.serve.diagnostics;

import org.jspecify.annotations.NullMarked;
