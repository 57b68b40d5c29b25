/** JMH benchmarks of the steps of a sync. */
@NullMarked
package io.nftproxy.bench.micro;

import org.jspecify.annotations.NullMarked;
