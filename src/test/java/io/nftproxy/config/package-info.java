@NullMarked
package io.nftproxy.config;

import org.jspecify.annotations.NullMarked;
