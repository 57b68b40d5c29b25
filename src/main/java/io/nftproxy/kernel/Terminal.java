package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import java.util.Map;

/** The terminal that standard output goes to. */
public final class Terminal {
    private static final int STANDARD_OUTPUT = 1;
    private static final int TIOCGWINSZ = 0x5413;

    private Terminal() {}

    /**
     * Returns whether standard output understands ANSI escapes: {@code NO_COLOR} and {@code
     * TERM=dumb} select plain text.
     */
    public static boolean hasColours() {
        Map<String, String> environment = System.getenv();
        return columns() > 0
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Returns the number of columns; 0 if standard output is no terminal. */
    public static int columns() {
        // struct winsize: rows, columns and two sizes in pixels, in 2 bytes each.
        ByteBuffer size = LibC.buffer(4 * Short.BYTES);
        int result = LibC.ioctl(STANDARD_OUTPUT, TIOCGWINSZ, size);
        return result < 0 ? 0 : Short.toUnsignedInt(size.getShort(Short.BYTES));
    }
}
