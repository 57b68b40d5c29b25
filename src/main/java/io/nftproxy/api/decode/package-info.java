/**
 * May import core.model. JSON of the API server, read token by token into model records.
 *
 * <p>No tree and no client object stands between. The package reads Jackson's tokens only through
 * {@link io.nftproxy.api.decode.JsonCursor}, and each kind of object has a reader of its own.
 */
@NullMarked
package io.nftproxy.api.decode;

import org.jspecify.annotations.NullMarked;
