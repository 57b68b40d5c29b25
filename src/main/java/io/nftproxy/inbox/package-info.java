/** The one place where threads meet: watchers put changes in, the writer thread takes them out. */
@NullMarked
package io.nftproxy.inbox;

import org.jspecify.annotations.NullMarked;
