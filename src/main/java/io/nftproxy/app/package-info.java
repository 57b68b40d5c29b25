/**
 * Imports every other package. The entry point: parses the command line, wires each command with
 * {@code new} and runs it.
 */
@NullMarked
package io.nftproxy.app;

import org.jspecify.annotations.NullMarked;
