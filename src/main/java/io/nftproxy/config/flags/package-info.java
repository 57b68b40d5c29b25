/**
 * The command line: parses kube-proxy's flags and nftproxy's own subcommands into an {@link
 * io.nftproxy.config.flags.Invocation}.
 *
 * <p>{@code flags.txt} lists each flag once; those that set a field of the configuration take type,
 * default and meaning from it.
 */
@NullMarked
package io.nftproxy.config.flags;

import org.jspecify.annotations.NullMarked;
