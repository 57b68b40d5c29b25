@NullMarked
package io.nftproxy.config.flags;

import org.jspecify.annotations.NullMarked;
