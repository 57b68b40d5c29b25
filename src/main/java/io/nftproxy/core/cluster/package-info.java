/** The cluster's objects as the watches last reported them, and which Service owns an address. */
@NullMarked
package io.nftproxy.core.cluster;

import org.jspecify.annotations.NullMarked;
