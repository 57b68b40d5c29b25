/**
 * Every metric of the process: its name, its unit, and how it gets its value.
 *
 * <p>Values are kept in small objects of this package and become plain text when somebody asks.
 * Other formats are written by Micrometer's Prometheus registry, loaded when the first client wants
 * one: as the keeper of the values it would cost 9 MiB of memory and 150 ms before the first one.
 */
@NullMarked
package io.nftproxy.metrics;

import org.jspecify.annotations.NullMarked;
