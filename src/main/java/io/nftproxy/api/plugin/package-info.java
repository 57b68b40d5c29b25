/** Credential plugins: programs that a kubeconfig names, which print a token or a certificate. */
@NullMarked
package io.nftproxy.api.plugin;

import org.jspecify.annotations.NullMarked;
