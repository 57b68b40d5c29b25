/**
 * System calls: netlink sockets, network namespaces, and the table behind {@link
 * io.nftproxy.core.diff.KernelTable}.
 *
 * <p>The only package that calls native code, by way of jnr-ffi. A socket belongs to one thread.
 */
@NullMarked
package io.nftproxy.kernel;

import org.jspecify.annotations.NullMarked;
