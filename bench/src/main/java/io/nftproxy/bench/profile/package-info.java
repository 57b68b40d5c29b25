/**
 * Where the kernel spends its time on us: work in phases for {@code perf record}, and what {@code
 * perf script} says of them in tables.
 */
@NullMarked
package io.nftproxy.bench.profile;

import org.jspecify.annotations.NullMarked;
