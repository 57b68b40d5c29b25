/** What tests of several packages share: the real nft, fakes of the ports, goldens, scenarios. */
@NullMarked
package io.nftproxy.testing;

import org.jspecify.annotations.NullMarked;
