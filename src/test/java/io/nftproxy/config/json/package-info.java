@NullMarked
package io.nftproxy.config.json;

import org.jspecify.annotations.NullMarked;
