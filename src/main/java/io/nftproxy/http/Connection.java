package io.nftproxy.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: reads a request, has it answered, writes the response, and again. Owned by the HTTP
 * thread.
 *
 * <p>A deadline is set when a request begins and when a response is ready, and is not moved by each
 * byte: a client that trickles loses its connection like one that says nothing.
 */
final class Connection implements Ready {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /**
     * How long a client may take.
     *
     * @param request from its first byte to its last
     * @param response to take a response in
     * @param idle between two requests; longer than usual probes and scrapes are apart, so that
     *     they keep their connection
     */
    record Limits(Duration request, Duration response, Duration idle) {
        static final Limits USUAL =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(90));
    }

    private final HttpLoop loop;
    private final SocketChannel channel;
    private final HttpHandler handler;
    private final Consumer<Connection> whenClosed;
    private final RequestReader reader = new RequestReader();
    private @Nullable SelectionKey key;
    private ByteBuffer[] unsent = {};
    private boolean keepAlive = true;
    private boolean hasBody = true;
    private long deadlineNanos;

    Connection(
            HttpLoop loop,
            SocketChannel channel,
            HttpHandler handler,
            Consumer<Connection> whenClosed) {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        this.whenClosed = whenClosed;
        expectWithin(loop.limits().request());
    }

    void registered(SelectionKey registered) {
        key = registered;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    private void expectWithin(Duration limit) {
        deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isWritable()) {
                send();
            } else if (ready.isReadable()) {
                receive();
            }
        } catch (IOException gone) {
            log.debug("A client left: {}", gone.toString());
            close();
        }
    }

    private void receive() throws IOException {
        ByteBuffer received = loop.readBuffer();
        if (channel.read(received) < 0) {
            close();
            return;
        }
        boolean begins = !reader.isPartial();
        received.flip();
        try {
            reader.feed(received);
            if (begins && reader.isPartial()) {
                expectWithin(loop.limits().request());
            }
            answerNext();
        } catch (RequestReader.Refused refused) {
            keepAlive = false;
            respond(HttpResponse.text(refused.status(), refused.getMessage() + "\n"));
        }
    }

    /** Answers the next request if it is there already, as it is with a client that pipelines. */
    private void answerNext() throws IOException, RequestReader.Refused {
        HttpRequest request = reader.next();
        if (request == null) {
            interest(SelectionKey.OP_READ);
            return;
        }
        keepAlive = request.keepAlive();
        hasBody = !request.method().equals("HEAD");
        switch (answerTo(request)) {
            case HttpResponse response -> respond(response);
            case HttpAnswer.Slow(Callable<HttpResponse> work) -> {
                interest(0);
                deadlineNanos = Long.MAX_VALUE;
                loop.runSlowly(work, this::respondLater);
            }
        }
    }

    private HttpAnswer answerTo(HttpRequest request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException failure) {
            log.error("Cannot answer {} {}", request.method(), request.path(), failure);
            return HttpResponse.text(500, "internal error\n");
        }
    }

    private void respondLater(HttpResponse response) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            respond(response);
        } catch (IOException gone) {
            log.debug("A client left before its answer: {}", gone.toString());
            close();
        }
    }

    private void respond(HttpResponse response) throws IOException {
        byte[] body = hasBody ? response.body() : new byte[0];
        unsent =
                new ByteBuffer[] {
                    ByteBuffer.wrap(response.head(loop.httpDate(), keepAlive)),
                    ByteBuffer.wrap(body)
                };
        expectWithin(loop.limits().response());
        send();
    }

    private void send() throws IOException {
        channel.write(unsent);
        if (unsent.length > 0 && unsent[unsent.length - 1].hasRemaining()) {
            interest(SelectionKey.OP_WRITE);
            return;
        }
        unsent = new ByteBuffer[0];
        if (!keepAlive) {
            close();
            return;
        }
        expectWithin(reader.isPartial() ? loop.limits().request() : loop.limits().idle());
        interest(SelectionKey.OP_READ);
        // Through the queue rather than by recursion: pipelined requests must not nest.
        if (reader.isPartial()) {
            loop.execute(this::continuePipeline);
        }
    }

    private void continuePipeline() {
        if (!channel.isOpen() || unsent.length > 0) {
            return;
        }
        try {
            answerNext();
        } catch (RequestReader.Refused refused) {
            close();
        } catch (IOException gone) {
            log.debug("A client left: {}", gone.toString());
            close();
        }
    }

    private void interest(int operations) {
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    void close() {
        HttpLoop.closeQuietly(channel);
        loop.forget(this);
        whenClosed.accept(this);
    }
}
