/**
 * Imports core. Reads Kubernetes' KubeProxyConfiguration, from a file or flags, into one immutable
 * {@link io.nftproxy.config.ProxyConfig}; every mistake in it is reported at once.
 *
 * <p>One table has each field once: path, type, default, what it does here. Its rows are in {@link
 * io.nftproxy.config.ConfigFields}, {@link io.nftproxy.config.SectionFields} and {@link
 * io.nftproxy.config.UnusedFields}; reading, writing, the command line and docs/configuration.md
 * all follow it. Only this package knows the YAML library.
 */
@NullMarked
package io.nftproxy.config;

import org.jspecify.annotations.NullMarked;
