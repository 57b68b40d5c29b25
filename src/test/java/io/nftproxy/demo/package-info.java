@NullMarked
package io.nftproxy.demo;

import org.jspecify.annotations.NullMarked;
