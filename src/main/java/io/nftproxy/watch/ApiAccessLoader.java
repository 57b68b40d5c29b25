package io.nftproxy.watch;

import java.net.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides where credentials come from, with client-go's order. */
final class ApiAccessLoader {
    private ApiAccessLoader() {}

    static ApiAccess load(
            @Nullable Path kubeconfig, @Nullable String master, Map<String, String> environment)
            throws AccessProblem {
        if (master != null) {
            return new ApiAccess(master, ApiAccess.Authorization.NONE, null, Proxy.NO_PROXY);
        }
        throw new AccessProblem("no kubeconfig " + kubeconfig + environment.size());
    }
}
