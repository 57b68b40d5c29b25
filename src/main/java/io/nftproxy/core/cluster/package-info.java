/** The cluster as far as it has been heard of, and what changed in it. */
@NullMarked
package io.nftproxy.core.cluster;

import org.jspecify.annotations.NullMarked;
