package io.nftproxy.kernel;

import java.nio.ByteBuffer;

/** The terminal that standard output goes to. */
public final class Terminal {
    private static final int STANDARD_OUTPUT = 1;
    private static final int TIOCGWINSZ = 0x5413;

    private Terminal() {}

    /** Returns the number of columns; 0 if standard output is no terminal. */
    public static int columns() {
        // struct winsize: rows, columns and two sizes in pixels, in 2 bytes each.
        ByteBuffer size = LibC.buffer(4 * Short.BYTES);
        int result = LibC.ioctl(STANDARD_OUTPUT, TIOCGWINSZ, size);
        return result < 0 ? 0 : Short.toUnsignedInt(size.getShort(Short.BYTES));
    }
}
