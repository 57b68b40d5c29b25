package io.nftproxy.sync;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;

/**
 * A frontend whose protocol is UDP.
 *
 * @param family tells apart the two families of a nodePort: a Service may have just one
 */
record UdpFrontend(IpFamily family, FrontendKey key) {}
