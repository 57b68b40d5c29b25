/**
 * A small Kubernetes API server inside the JVM, for the demonstration and for tests: lists and
 * watches over real HTTP, objects in memory.
 *
 * <p>It keeps JSON text and looks into it no further than it must, so it needs no JSON library and
 * depends on nothing.
 */
@NullMarked
package io.nftproxy.tools.apiserver;

import org.jspecify.annotations.NullMarked;
