/**
 * Explanations: how the proxy treats a Service, an endpoint or a packet, and why. They are derived
 * on request from the objects, the plans and the table. Pure functions; no sync uses them.
 */
@NullMarked
package io.nftproxy.core.explain;

import org.jspecify.annotations.NullMarked;
