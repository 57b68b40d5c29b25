/** What is set once when the process starts: connection tracking limits, the OOM score. */
@NullMarked
package io.nftproxy.kernel.host;

import org.jspecify.annotations.NullMarked;
