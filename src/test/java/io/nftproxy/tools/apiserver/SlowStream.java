package io.nftproxy.tools.apiserver;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Lets 1 KiB a second pass. */
final class SlowStream extends FilterOutputStream {
    private static final int PIECE_BYTES = 64;
    private static final long PAUSE_MILLIS = 1000 * PIECE_BYTES / 1024;

    SlowStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int from = offset; from < offset + length; from += PIECE_BYTES) {
            out.write(bytes, from, Math.min(PIECE_BYTES, offset + length - from));
            out.flush();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }
}
