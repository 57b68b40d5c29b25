/**
 * Kubernetes' KubeProxyConfiguration, as a file or as flags, becomes one immutable {@link
 * io.nftproxy.config.ProxyConfig}; every mistake in it is reported at once.
 *
 * <p>{@link io.nftproxy.config.ConfigFields} lists each field once: path, type, default, what it
 * does here. Reading, writing, the command line and docs/configuration.md all follow that list.
 * Only this package knows the YAML library.
 */
@NullMarked
package io.nftproxy.config;

import org.jspecify.annotations.NullMarked;
