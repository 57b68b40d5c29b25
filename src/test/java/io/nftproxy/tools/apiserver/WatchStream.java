package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/**
 * The body of a watch's response. Whole events are passed on when they are flushed, so that other
 * lines can be sent between them, and the connection can be cut.
 */
final class WatchStream extends OutputStream {
    private final HttpExchange exchange;
    private final OutputStream body;
    private final ApiResource resource;
    private final String greeting;
    private final boolean mute;
    private final Set<WatchStream> open;
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private boolean opened;
    private boolean cut;

    /**
     * @param greeting the first line; empty for none
     * @param mute whether to swallow all events
     * @param open has the stream from its first flush until it is cut
     */
    WatchStream(
            HttpExchange exchange,
            ApiResource resource,
            String greeting,
            boolean mute,
            Set<WatchStream> open) {
        this.exchange = exchange;
        this.body = exchange.getResponseBody();
        this.resource = resource;
        this.greeting = greeting;
        this.mute = mute;
        this.open = open;
    }

    ApiResource resource() {
        return resource;
    }

    @Override
    public synchronized void write(int character) {
        events.write(character);
    }

    @Override
    public synchronized void write(byte[] bytes, int start, int length) {
        events.write(bytes, start, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        if (cut) {
            throw new IOException("cut");
        }
        if (!opened) {
            opened = true;
            open.add(this);
            body.write((greeting.isEmpty() ? "" : greeting + "\n").getBytes(UTF_8));
        }
        if (!mute) {
            events.writeTo(body);
        }
        events.reset();
        body.flush();
    }

    /** Sends a whole line. */
    synchronized void send(String line) {
        try {
            write(line.getBytes(UTF_8));
            flush();
        } catch (IOException _) {
            open.remove(this);
        }
    }

    /** Closes the connection. */
    void cut() {
        synchronized (this) {
            cut = true;
        }
        open.remove(this);
        exchange.close();
    }

    /** Ends the response; fails after a cut, so that the exchange closes the connection. */
    @Override
    public synchronized void close() throws IOException {
        flush();
        body.close();
    }
}
