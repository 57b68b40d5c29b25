package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;

/**
 * Where the API server is, and a client for it.
 *
 * @param url {@code https://10.96.0.1:443}, without a slash at the end
 * @param isNamed whether its certificate is made out to another name than the URL's host
 * @param config what the client was made from
 */
record ApiServer(String url, boolean isNamed, HttpClient http, Config config) {

    static ApiServer of(Config config) throws AccessProblem {
        boolean isNamed = config.getTlsServerName() != null;
        return new ApiServer(
                ApiAccessLoader.normalized(config.getMasterUrl()),
                isNamed,
                ApiTransport.open(config),
                config);
    }

    /** {@code 10.96.0.1:443}. */
    String authority() {
        return URI.create(url).getRawAuthority();
    }

    /** What to add where it does not accept us: about our certificate, if we have one. */
    String certificateHint() {
        return ClientCertificate.hint(config, Instant.now());
    }

    /**
     * What a path is added to. The JDK's client overrides the name that TLS is to ask for with the
     * URL's host, but not with an address; so a server with a name of its own is gone to by
     * address.
     */
    String baseUrl() throws IOException {
        if (!isNamed) {
            return url;
        }
        URI uri = URI.create(url);
        InetAddress address = InetAddress.getByName(uri.getHost());
        String host = address.getHostAddress();
        String literal = address instanceof Inet6Address ? "[" + host + "]" : host;
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + literal + port + uri.getRawPath();
    }
}
