package io.nftproxy.fuzz;

import io.nftproxy.api.KubeconfigFuzz;
import io.nftproxy.api.tls.PemFuzz;
import io.nftproxy.api.watch.ApiFuzz;
import io.nftproxy.kernel.NetlinkFuzz;
import io.nftproxy.scenario.ServeFuzz;
import java.util.List;

/** The list of all targets. */
public final class FuzzTargets {
    static final List<FuzzTarget> ALL =
            List.of(
                    FuzzTarget.of("list", ApiFuzz::list),
                    FuzzTarget.of("watch", ApiFuzz::watch),
                    FuzzTarget.of("kubeconfig", KubeconfigFuzz::read),
                    FuzzTarget.of("pem", PemFuzz::read),
                    FuzzTarget.of("config", ConfigFuzz::file),
                    FuzzTarget.of("flags", ConfigFuzz::flags),
                    FuzzTarget.of("objects", ConfigFuzz::objects),
                    NetlinkDecoderFuzz.target(),
                    NetlinkFuzz.target(),
                    FuzzTarget.of("control", ServeFuzz::control),
                    FuzzTarget.of("http", ServeFuzz::http));

    private FuzzTargets() {}

    static FuzzTarget named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
