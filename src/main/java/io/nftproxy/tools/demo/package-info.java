/**
 * The demonstration: a node, pods and an outside client in network namespaces, a small API server,
 * and the daemon as it runs on any node, with real connections through what it programs.
 *
 * <p>The process runs in a network namespace of its own, which is the node; pods and client are
 * further ones, held by open files. So all of it ends with the process, however that ends.
 */
@NullMarked
package io.nftproxy.tools.demo;

import org.jspecify.annotations.NullMarked;
