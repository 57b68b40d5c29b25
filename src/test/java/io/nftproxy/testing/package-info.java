/** Classes that tests of several packages share: fakes of the ports, random clusters, goldens. */
@NullMarked
package io.nftproxy.testing;

import org.jspecify.annotations.NullMarked;
