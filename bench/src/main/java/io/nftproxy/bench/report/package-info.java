/** Results as numbers, tables and pictures. */
@NullMarked
package io.nftproxy.bench.report;

import org.jspecify.annotations.NullMarked;
