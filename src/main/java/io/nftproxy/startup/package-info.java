/** What is set once when the process starts: connection tracking limits, the OOM score. */
@NullMarked
package io.nftproxy.startup;

import org.jspecify.annotations.NullMarked;
