@NullMarked
package io.nftproxy.app.logging;

import org.jspecify.annotations.NullMarked;
