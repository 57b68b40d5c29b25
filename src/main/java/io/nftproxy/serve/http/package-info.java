/**
 * The JDK's HTTP server, as this process uses it: ports that are bound when they can be, pages as
 * functions from a request to a response.
 */
@NullMarked
package io.nftproxy.serve.http;

import org.jspecify.annotations.NullMarked;
