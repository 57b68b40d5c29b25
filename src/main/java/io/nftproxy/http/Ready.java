package io.nftproxy.http;

import java.nio.channels.SelectionKey;

/** What a selection key carries: something that can act when its channel is ready. */
interface Ready {
    void ready(SelectionKey key);
}
