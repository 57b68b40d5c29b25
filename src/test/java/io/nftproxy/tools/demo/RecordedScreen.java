package io.nftproxy.tools.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A screen and what is on it. */
final class RecordedScreen {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Charset charset;
    private final Screen screen;

    private RecordedScreen(boolean terminal, Charset charset) {
        this.charset = charset;
        this.screen = new Screen(new PrintStream(bytes, true, charset), terminal);
    }

    static RecordedScreen plain() {
        return new RecordedScreen(false, StandardCharsets.US_ASCII);
    }

    static RecordedScreen terminal() {
        return new RecordedScreen(true, StandardCharsets.UTF_8);
    }

    Screen screen() {
        return screen;
    }

    /** With escapes made visible. */
    String text() {
        return bytes.toString(charset).replace("\u001b", "ESC");
    }
}
