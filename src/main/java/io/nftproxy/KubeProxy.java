package io.nftproxy;

import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.event.EventSink;
import io.nftproxy.kernel.NetlinkForeignTables;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.takeover.Takeover;
import io.nftproxy.takeover.TakeoverEvents;
import io.nftproxy.watch.ApiClient;
import io.nftproxy.watch.WatchListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Entry point. */
public final class KubeProxy {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    private KubeProxy() {}

    /** Runs nftproxy with kube-proxy's command line. */
    public static void main(String[] args) throws Exception {
        String file = "";
        String node = "";
        for (String arg : args) {
            if (arg.startsWith("--config=")) {
                file = arg.substring("--config=".length());
            } else if (arg.startsWith("--hostname-override=")) {
                node = arg.substring("--hostname-override=".length());
            }
        }
        if (!(ProxyConfigReader.ofFile(Files.readString(Path.of(file)))
                instanceof ConfigResult.Valid(ProxyConfig config, List<String> _))) {
            System.exit(1);
            return;
        }
        ApiClient api =
                ApiClient.connect(
                        Path.of(config.clientConnection().kubeconfig()),
                        null,
                        "nftproxy",
                        WatchListener.NONE);
        NetlinkKernelTable kernel = new NetlinkKernelTable(NetlinkSocket.open(), TABLE);
        Takeover takeover =
                new Takeover(
                        new NetlinkForeignTables(NetlinkSocket.open()),
                        new TakeoverEvents(EventSink.NONE, node));
        Daemon daemon = new Daemon(config, node, api, kernel, takeover, EventSink.NONE, List.of());
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::close));
        daemon.start();
        daemon.join();
    }
}
