package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.DaemonProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.FutureTask;

/** The running proxy and its predecessors. All of them log to {@code daemon.log}. */
final class Daemons implements AutoCloseable {
    private final SoakNetwork network;
    private final ApiCluster api;
    private final Ledger ledger;
    private final Path log;
    private volatile DaemonProcess running;
    private volatile int restarts;

    Daemons(SoakNetwork network, ApiCluster api, Ledger ledger, Path folder) throws Exception {
        this.network = network;
        this.api = api;
        this.ledger = ledger;
        this.log = folder.resolve("daemon.log");
        Files.deleteIfExists(log);
        this.running = start();
    }

    private DaemonProcess start() throws Exception {
        Writer copy =
                Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        FutureTask<DaemonProcess> start =
                new FutureTask<>(() -> new DaemonProcess(api.url(), copy));
        // On another thread, because the thread of the namespace must stay free.
        network.node().call(() -> Thread.ofPlatform().daemon().name("start").start(start));
        return start.get();
    }

    DaemonProcess running() {
        return running;
    }

    int restarts() {
        return restarts;
    }

    Path log() {
        return log;
    }

    /** Ends the proxy, every second time with SIGKILL, and starts the next one. */
    void restart() throws Exception {
        ledger.goingDown();
        if (restarts % 2 == 0) {
            running.close();
        } else {
            running.kill();
        }
        running = start();
        ledger.synced();
        restarts++;
    }

    void checkAlive() throws IOException {
        if (!ledger.isDown() && !running.isAlive()) {
            throw new IOException("the proxy ended; see " + log);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
