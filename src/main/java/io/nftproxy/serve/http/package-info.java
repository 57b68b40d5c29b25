/**
 * HTTP ports on the server of the JDK: binding with retries, responses sent whole, and routes by
 * path. Pages are {@link com.sun.net.httpserver.HttpHandler}s.
 */
@NullMarked
package io.nftproxy.serve.http;

import org.jspecify.annotations.NullMarked;
