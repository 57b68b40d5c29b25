/**
 * A small HTTP/1.1 server: one thread and one selector for every port of the process.
 *
 * <p>It exists because of what the alternative costs here. The JDK's {@code HttpServer} takes two
 * threads for each port and about 10 MiB of resident memory for the first request; a node can have
 * hundreds of health check ports. This one takes a file descriptor for each port. It serves probes
 * and scrapes: no TLS, no chunked requests, small bodies, bounded everything.
 */
@NullMarked
package io.nftproxy.http;

import org.jspecify.annotations.NullMarked;
