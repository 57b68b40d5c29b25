@NullMarked
package io.nftproxy.logging;

import org.jspecify.annotations.NullMarked;
