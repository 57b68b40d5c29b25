/** May import core.events and api. Kubernetes Events, counted and posted in the background. */
@NullMarked
package io.nftproxy.api.events;

import org.jspecify.annotations.NullMarked;
