/** Tests of the container image: its contents and its start. */
@NullMarked
package io.nftproxy.image;

import org.jspecify.annotations.NullMarked;
