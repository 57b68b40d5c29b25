package io.nftproxy.kernel;

import java.nio.ByteBuffer;

/** A fake socket that receives one datagram where a kernel would return several. */
interface SingleReceives extends SocketCalls {
    @Override
    default int receive(ByteBuffer into, int[] lengths) {
        lengths[0] = receive(into.slice(0, into.capacity() / lengths.length));
        return lengths[0] < 0 ? lengths[0] : 1;
    }
}
