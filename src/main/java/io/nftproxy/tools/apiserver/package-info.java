/**
 * A small Kubernetes API server inside the JVM, for the demo, the rehearsal of the AOT cache and
 * tests: lists and watches over HTTP, with objects in memory as JSON text.
 */
@NullMarked
package io.nftproxy.tools.apiserver;

import org.jspecify.annotations.NullMarked;
