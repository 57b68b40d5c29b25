/** The container image: its root file system, and a cluster that runs it. */
@NullMarked
package io.nftproxy.image;

import org.jspecify.annotations.NullMarked;
