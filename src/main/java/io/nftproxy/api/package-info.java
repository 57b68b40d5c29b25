/**
 * May import core.model and api.decode. The client of the API server: its address, credentials,
 * TLS, proxies, requests and their failures.
 *
 * <p>The only package that imports fabric8. Its settings say how to reach the API server, and its
 * HTTP client, over the JDK's, sends the requests. Its informers and its object model are not used.
 */
@NullMarked
package io.nftproxy.api;

import org.jspecify.annotations.NullMarked;
