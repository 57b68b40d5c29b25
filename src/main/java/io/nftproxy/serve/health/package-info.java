/**
 * Health checks for load balancers and kubelet: of the proxy, of the node, and of the endpoints
 * that a Service has on this node.
 */
@NullMarked
package io.nftproxy.serve.health;

import org.jspecify.annotations.NullMarked;
