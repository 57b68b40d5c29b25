/**
 * System calls: netlink sockets, network namespaces, and the implementation of {@link
 * io.nftproxy.core.diff.KernelTable}.
 *
 * <p>The only package that calls native code, through jffi. A socket is used by one thread.
 */
@NullMarked
package io.nftproxy.kernel;

import org.jspecify.annotations.NullMarked;
