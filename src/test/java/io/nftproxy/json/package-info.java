@NullMarked
package io.nftproxy.json;

import org.jspecify.annotations.NullMarked;
