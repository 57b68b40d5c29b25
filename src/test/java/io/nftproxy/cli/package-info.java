@NullMarked
package io.nftproxy.cli;

import org.jspecify.annotations.NullMarked;
