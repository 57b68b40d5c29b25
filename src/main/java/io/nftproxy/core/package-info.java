/**
 * Imports nothing but itself: no I/O, no clock, no logger, no threads. What the cluster asks for,
 * as plans, as the table, and as the transaction that brings the table there.
 */
@NullMarked
package io.nftproxy.core;

import org.jspecify.annotations.NullMarked;
