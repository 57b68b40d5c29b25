/**
 * A profile of the kernel: work in phases for {@code perf record}, and tables from the output of
 * {@code perf script}.
 */
@NullMarked
package io.nftproxy.bench.profile;

import org.jspecify.annotations.NullMarked;
