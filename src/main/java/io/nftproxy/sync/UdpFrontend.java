package io.nftproxy.sync;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;

/**
 * A frontend whose protocol is UDP.
 *
 * @param family of the nodePort or address; a nodePort has one frontend for each family
 */
record UdpFrontend(IpFamily family, FrontendKey key) {}
