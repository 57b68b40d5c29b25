/** JSON as plain values, with Jackson's streams. The API's objects have readers of their own. */
@NullMarked
package io.nftproxy.config.json;

import org.jspecify.annotations.NullMarked;
