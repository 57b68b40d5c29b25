package io.nftproxy.app;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.ApiClient;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkAddresses;
import io.nftproxy.kernel.NetlinkFlowTable;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkKernelView;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.SocketWatch;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.tools.demo.ProxyStarter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The daemon of {@code nftproxy demo}: as on any node, with an API server without credentials. */
final class DemoProxy implements ProxyStarter {

    @Override
    public Runnable start(ProxyConfig config, String apiServer, SyncListener listener)
            throws IOException {
        SocketWatch watch = new SocketWatch();
        NetlinkKernelTable kernel = NetlinkKernelTable.open(RenderSettings.TABLE, watch);
        NetlinkFlowTable flows = new NetlinkFlowTable(NetlinkSocket.open());
        Daemon daemon =
                new Daemon(
                        config,
                        new Daemon.Identity(config.hostnameOverride(), Build.version(), Map.of()),
                        new Daemon.Host(
                                kernel,
                                flows,
                                NetlinkAddresses.open(),
                                Leftovers.NONE,
                                () -> NetlinkKernelView.open(RenderSettings.TABLE)),
                        connect(apiServer),
                        EventSink.NONE,
                        List.of(listener));
        daemon.start();
        return () -> {
            daemon.close();
            watch.close();
            flows.close();
            kernel.close();
        };
    }

    private static ApiClient connect(String server) throws IOException {
        try {
            return ApiClient.connect(null, server, "demo");
        } catch (AccessProblem e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
