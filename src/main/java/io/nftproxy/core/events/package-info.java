/** What the operator should read with {@code kubectl get events}; the port that posts it. */
@NullMarked
package io.nftproxy.core.events;

import org.jspecify.annotations.NullMarked;
