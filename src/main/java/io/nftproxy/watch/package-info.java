/**
 * From the API server to the {@link io.nftproxy.inbox.ChangeInbox}: lists and watches as model
 * records.
 *
 * <p>Responses are read token by token straight into the records of {@link io.nftproxy.model}; no
 * tree, no client object and no cache stands between. What an informer would keep, every object in
 * full, is not needed here: a relist only has to find what is gone, for which the names suffice.
 *
 * <p>The only package that imports fabric8 and Jackson. fabric8 reads kubeconfigs that run a
 * credential plugin and decodes client keys; requests go over {@link java.net.HttpURLConnection},
 * which costs 25 MiB and half a second less at start than {@code java.net.http}, reads blockingly
 * with a timeout for each read, and so lets a virtual thread be interrupted out of a watch.
 */
@NullMarked
package io.nftproxy.watch;

import org.jspecify.annotations.NullMarked;
