/**
 * Kubernetes Events, which operators read with {@code kubectl get events}, and the port that posts
 * them.
 */
@NullMarked
package io.nftproxy.core.events;

import org.jspecify.annotations.NullMarked;
