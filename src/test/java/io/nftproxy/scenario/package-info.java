/**
 * Tests of behaviours, one folder of {@code src/test/resources/scenarios} each: Kubernetes objects,
 * and the expected table and outcomes of packets.
 */
@NullMarked
package io.nftproxy.scenario;

import org.jspecify.annotations.NullMarked;
