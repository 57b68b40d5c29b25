package io.nftproxy.app;

import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ListenAddress;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkForeignTables;
import io.nftproxy.kernel.NetlinkInterfaces;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetlinkVirtualServers;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.sync.takeover.Cleanup;
import io.nftproxy.sync.takeover.GivingBack;
import io.nftproxy.sync.takeover.HealthPort;
import io.nftproxy.sync.takeover.IpvsTakeover;
import io.nftproxy.sync.takeover.LegacyTakeover;
import io.nftproxy.sync.takeover.LegacyTools;
import io.nftproxy.sync.takeover.Outcome;
import io.nftproxy.sync.takeover.RunningProxy;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that removes rules and ends: {@code --cleanup}. */
final class CleanupProcess {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupProcess.class);
    private static final int FAILURE = 1;

    private CleanupProcess() {}

    /** What is removed, over our table and all others. */
    @FunctionalInterface
    private interface Work {
        Outcome run(NetlinkForeignTables foreign, NetlinkKernelTable kernel)
                throws NetlinkException;
    }

    /** Removes our rules and kube-proxy's; the exit status. */
    static int everything(ProxyConfig config) {
        return run(
                config,
                (foreign, kernel) ->
                        new Cleanup(
                                        foreign,
                                        kernel,
                                        legacy(),
                                        ipvs(),
                                        proxy(config),
                                        LoopClock.system())
                                .run());
    }

    /** Removes our rules once kube-proxy's stand; the exit status. */
    static int ownRulesOnly(ProxyConfig config) {
        return run(
                config,
                (foreign, kernel) ->
                        new GivingBack(foreign, kernel, new LegacyTools(), LoopClock.system())
                                .run());
    }

    private static int run(ProxyConfig config, Work work) {
        ProcessLogging.ofProcess().configure(config.logging());
        try (NetlinkForeignTables foreign = new NetlinkForeignTables(NetlinkSocket.open());
                NetlinkKernelTable kernel = NetlinkKernelTable.open(ProxyProcess.TABLE)) {
            Outcome outcome = work.run(foreign, kernel);
            outcome.removed().forEach(removed -> LOG.info("removed {}", removed));
            outcome.problems().forEach(problem -> LOG.error("{}", problem));
            return outcome.exitStatus();
        } catch (NetlinkException e) {
            LOG.error("cannot clean up: {}", e.getMessage());
            return FAILURE;
        }
    }

    /** Where a proxy with this configuration answers; nowhere if it has no health server. */
    private static RunningProxy proxy(ProxyConfig config) {
        return config.healthzBindAddress()
                .<RunningProxy>map(address -> new HealthPort(socketAddress(address)))
                .orElse(Optional::empty);
    }

    private static InetSocketAddress socketAddress(ListenAddress address) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address.address().toBytes()), address.port());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a socket of its own, for it may work on a thread of its own. */
    static LegacyTakeover legacy() throws NetlinkException {
        return new LegacyTakeover(
                new LegacyTools(), new NetlinkForeignTables(NetlinkSocket.open()));
    }

    /** With sockets of its own, for it may work on a thread of its own. */
    static IpvsTakeover ipvs() throws NetlinkException {
        return new IpvsTakeover(
                new NetlinkInterfaces(NetlinkSocket.openRoute()),
                new NetlinkVirtualServers(NetlinkSocket.openGeneric()));
    }
}
