/**
 * What a person looks at who wants to know how this process was started and what it is doing.
 *
 * <p>Nothing here is loaded before it is asked for: java.management and jdk.jfr take megabytes.
 */
@NullMarked
package io.nftproxy.serve.diagnostics;

import org.jspecify.annotations.NullMarked;
