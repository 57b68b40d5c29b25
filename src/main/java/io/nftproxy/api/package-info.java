/**
 * From the API server to the {@link io.nftproxy.sync.ChangeInbox}: lists and watches as model
 * records.
 *
 * <p>Responses are read token by token straight into the records of {@link io.nftproxy.core.model};
 * no tree, no client object and no cache stands between. What an informer would keep, every object
 * in full, is not needed here: a relist only has to find what is gone, for which the names suffice.
 *
 * <p>The only package that imports fabric8 and Jackson. fabric8's settings say how to reach the API
 * server, and its HTTP client, over the JDK's, talks to it: TLS, credentials, proxies. Its
 * informers and its object model are not used, and Jackson only as a reader of tokens.
 */
@NullMarked
package io.nftproxy.api;

import org.jspecify.annotations.NullMarked;
