/**
 * What measuring needs: clusters of any size, namespaces to be in, the proxy's engine and its
 * process, other people's tools, and what the kernel tells of memory and time.
 */
@NullMarked
package io.nftproxy.bench.lab;

import org.jspecify.annotations.NullMarked;
