/**
 * Log lines in the formats of Kubernetes components, through SLF4J: text as klog writes it, or JSON
 * as component-base does. {@code -v} sets the levels; there is no configuration file. A thread of
 * its own writes each line at once, so that a blocked stream blocks no other thread. Only this
 * package knows Logback.
 */
@NullMarked
package io.nftproxy.app.logging;

import org.jspecify.annotations.NullMarked;
