/**
 * What the proxy does with each Service, endpoint and packet, and why: derived from the objects,
 * the plans and the table when a person asks. Pure functions; nothing here runs for a sync.
 */
@NullMarked
package io.nftproxy.core.explain;

import org.jspecify.annotations.NullMarked;
