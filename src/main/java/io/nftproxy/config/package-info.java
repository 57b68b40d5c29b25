/**
 * Imports core. Reads Kubernetes' KubeProxyConfiguration, from a file or flags, into one immutable
 * {@link io.nftproxy.config.ProxyConfig}; every mistake in it is reported at once.
 *
 * <p>{@code fields.txt} has each field once: path, type, default, effect and meaning. Reading,
 * writing, the command line and docs/configuration.md all follow it. Only this package knows the
 * YAML library.
 */
@NullMarked
package io.nftproxy.config;

import org.jspecify.annotations.NullMarked;
