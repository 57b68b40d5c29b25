/**
 * Imports nothing but itself: no I/O, no clock, no logger, no threads. From the state of the
 * cluster to plans, from plans to the table, and from two tables to one transaction.
 */
@NullMarked
package io.nftproxy.core;

import org.jspecify.annotations.NullMarked;
