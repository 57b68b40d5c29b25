/**
 * Commands that people type on a node: they ask the daemon over its control socket, or read the
 * kernel if no daemon answers, and print tables or JSON.
 */
@NullMarked
package io.nftproxy.app.commands;

import org.jspecify.annotations.NullMarked;
