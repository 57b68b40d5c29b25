package io.nftproxy.app;

import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkForeignTables;
import io.nftproxy.kernel.NetlinkInterfaces;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetlinkVirtualServers;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.sync.takeover.Cleanup;
import io.nftproxy.sync.takeover.CleanupResult;
import io.nftproxy.sync.takeover.HealthzProbe;
import io.nftproxy.sync.takeover.IptablesLegacy;
import io.nftproxy.sync.takeover.IpvsLeftovers;
import io.nftproxy.sync.takeover.LegacyLeftovers;
import io.nftproxy.sync.takeover.OwnRulesCleanup;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code --cleanup}: removes rules and exits. */
final class CleanupProcess {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupProcess.class);
    private static final int FAILURE = 1;

    private CleanupProcess() {}

    /** A cleanup of our table and of the tables of other programs. */
    @FunctionalInterface
    private interface Work {
        CleanupResult run(NetlinkForeignTables foreign, NetlinkKernelTable kernel)
                throws NetlinkException;
    }

    /** Removes our rules and kube-proxy's. Returns the exit status. */
    static int everything(ProxyConfig config) {
        return run(
                config,
                (foreign, kernel) ->
                        new Cleanup(
                                        foreign,
                                        kernel,
                                        legacy(),
                                        ipvs(),
                                        () -> runningProxy(config),
                                        LoopClock.system())
                                .run());
    }

    /** Removes our rules once kube-proxy's are complete. Returns the exit status. */
    static int ownRulesOnly(ProxyConfig config) {
        return run(
                config,
                (foreign, kernel) ->
                        new OwnRulesCleanup(
                                        foreign, kernel, new IptablesLegacy(), LoopClock.system())
                                .run());
    }

    private static int run(ProxyConfig config, Work work) {
        ProcessLogging.ofProcess().configure(config.logging());
        try (NetlinkForeignTables foreign = new NetlinkForeignTables(NetlinkSocket.open());
                NetlinkKernelTable kernel = NetlinkKernelTable.open(RenderSettings.TABLE)) {
            CleanupResult outcome = work.run(foreign, kernel);
            outcome.removed().forEach(removed -> LOG.info("Removed {}", removed));
            outcome.problems().forEach(problem -> LOG.error("{}", problem));
            return outcome.exitStatus();
        } catch (NetlinkException e) {
            LOG.error("Cannot clean up: {}", e.getMessage());
            return FAILURE;
        }
    }

    /** Returns the URL at which a proxy with this configuration answers; empty if none does. */
    private static Optional<String> runningProxy(ProxyConfig config) {
        return config.healthzBindAddress()
                .flatMap(address -> new HealthzProbe(address.toSocketAddress()).find());
    }

    /** Opens a socket of its own, as it may run on a thread of its own. */
    static LegacyLeftovers legacy() throws NetlinkException {
        return new LegacyLeftovers(
                new IptablesLegacy(), new NetlinkForeignTables(NetlinkSocket.open()));
    }

    /** Opens sockets of its own, as it may run on a thread of its own. */
    static IpvsLeftovers ipvs() throws NetlinkException {
        NetlinkInterfaces interfaces = new NetlinkInterfaces(NetlinkSocket.openRoute());
        NetlinkVirtualServers servers = new NetlinkVirtualServers(NetlinkSocket.openGeneric());
        return new IpvsLeftovers(() -> interfaces.delete(IpvsLeftovers.INTERFACE), servers::flush);
    }
}
