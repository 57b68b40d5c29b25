/**
 * Behaviours as folders: Kubernetes objects in, the table and what it does with packets out. See
 * {@code src/test/resources/scenarios}.
 */
@NullMarked
package io.nftproxy.scenario;

import org.jspecify.annotations.NullMarked;
