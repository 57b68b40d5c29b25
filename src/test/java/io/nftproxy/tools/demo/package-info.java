@NullMarked
package io.nftproxy.tools.demo;

import org.jspecify.annotations.NullMarked;
