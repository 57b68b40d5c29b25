/**
 * May import core.model, sync, api and api.decode. Lists and watches that keep the {@link
 * io.nftproxy.sync.ChangeInbox} as the API server is.
 *
 * <p>What an informer would keep, every object in full, is not needed here: a relist only has to
 * find deleted objects, for which their names suffice.
 */
@NullMarked
package io.nftproxy.api.watch;

import org.jspecify.annotations.NullMarked;
