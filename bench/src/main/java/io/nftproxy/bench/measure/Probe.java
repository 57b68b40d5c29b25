package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.lab.ProxyProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Connects to {@code bench/probe} until a connection reaches the expected endpoint. */
final class Probe {
    /** For {@link #await}: no endpoint answers. */
    static final String NO_ENDPOINT = "no endpoint";

    private static final InetSocketAddress SERVICE =
            new InetSocketAddress(Cluster.PROBE_IP, Cluster.PORT);
    private static final Duration TIMEOUT = Duration.ofSeconds(300);
    private static final int CHECK_EVERY = 256;

    /** If a SYN is dropped, the kernel sends the next one after a second. */
    private static final int CONNECT_MILLIS = 25;

    private final Place client;

    Probe(Place client) {
        this.client = client;
    }

    /**
     * Waits until new connections reach an endpoint.
     *
     * @param endpoint {@code 10.191.0.1}, or {@link #NO_ENDPOINT}
     * @return the {@link System#nanoTime} of that
     * @throws IOException if the proxy ends, or after five minutes
     */
    long await(String endpoint, ProxyProcess proxy) throws Exception {
        return client.call(
                () -> {
                    long end = System.nanoTime() + TIMEOUT.toNanos();
                    for (int i = 1; !answering().equals(endpoint); i++) {
                        if (i % CHECK_EVERY == 0) {
                            proxy.checkAlive();
                        }
                        if (System.nanoTime() > end) {
                            throw new IOException("not seen: " + endpoint);
                        }
                    }
                    return System.nanoTime();
                });
    }

    /** Opens a connection and returns the address of the endpoint that answers. */
    private static String answering() {
        try (Socket socket = new Socket()) {
            // Reset at close, so that no port stays in TIME_WAIT.
            socket.setSoLinger(true, 0);
            socket.connect(SERVICE, CONNECT_MILLIS);
            byte[] address = socket.getInputStream().readNBytes(Integer.BYTES);
            return address.length < Integer.BYTES
                    ? NO_ENDPOINT
                    : InetAddress.getByAddress(address).getHostAddress();
        } catch (IOException _) {
            return NO_ENDPOINT;
        }
    }
}
