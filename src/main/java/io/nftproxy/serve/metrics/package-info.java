/**
 * Every metric of the process: its name, its unit, and how it gets its value.
 *
 * <p>Meters are Micrometer's, under exactly the names they are given. Histograms are the Prometheus
 * client's, in the same registry: Micrometer chooses bucket bounds itself and adds a maximum.
 */
@NullMarked
package io.nftproxy.serve.metrics;

import org.jspecify.annotations.NullMarked;
