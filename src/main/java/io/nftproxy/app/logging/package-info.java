/**
 * Log lines as Kubernetes' components write them, from what the rest says through SLF4J.
 *
 * <p>A short list of rules: text lines look like klog's, JSON lines like component-base's; {@code
 * -v} chooses levels; every line is written at once, by a thread that may be held up without harm;
 * no file configures it. Only this package knows Logback.
 */
@NullMarked
package io.nftproxy.app.logging;

import org.jspecify.annotations.NullMarked;
