/**
 * The command line: kube-proxy's flags, and nftproxy's own subcommands, become an {@link
 * io.nftproxy.config.flags.Invocation} that says what to do.
 *
 * <p>{@link io.nftproxy.config.flags.Flags} lists each flag once; those that set a field of the
 * configuration take type, default and meaning from it. Only this package knows the command-line
 * library.
 */
@NullMarked
package io.nftproxy.config.flags;

import org.jspecify.annotations.NullMarked;
