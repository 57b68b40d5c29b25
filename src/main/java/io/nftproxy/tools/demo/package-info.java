/**
 * The demo: a node, pods and a client in network namespaces, a small API server, and the daemon as
 * on any node, with real connections through its rules.
 *
 * <p>The node is the network namespace of the process. The namespaces of pods and client are held
 * by open files, so all of them end with the process.
 */
@NullMarked
package io.nftproxy.tools.demo;

import org.jspecify.annotations.NullMarked;
