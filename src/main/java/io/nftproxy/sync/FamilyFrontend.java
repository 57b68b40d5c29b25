package io.nftproxy.sync;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;

/** A frontend in one family; a nodePort has one for each family. */
record FamilyFrontend(IpFamily family, FrontendKey key) {}
