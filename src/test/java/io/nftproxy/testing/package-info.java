/** Tools of tests in several packages: fakes, random clusters, golden files, waits. */
@NullMarked
package io.nftproxy.testing;

import org.jspecify.annotations.NullMarked;
