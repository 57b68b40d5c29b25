package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.nftproxy.api.tls.Pem;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.NoSuchElementException;

/**
 * The API server as the configuration names it, with a client for it.
 *
 * @param url {@code https://10.96.0.1:443}, without a slash at the end
 * @param isNamed whether its certificate has another name than the URL's host
 * @param config the configuration that the client was made from
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

    /** Returns host and port, {@code 10.96.0.1:443}. */
    String authority() {
        return URI.create(url).getRawAuthority();
    }

    String certificateHint() {
        return certificateHint(config, Instant.now());
    }

    /**
     * Returns text to add to a rejection: {@code "; our client certificate /var/lib/kubelet/x.pem
     * expired at 2026-11-30T17:00:00Z"}; empty without a client certificate.
     */
    static String certificateHint(Config config, Instant now) {
        String data = config.getClientCertData();
        String file = config.getClientCertFile();
        if (data == null && file == null) {
            return "";
        }
        String name = data == null ? file : "in client-certificate-data";
        try {
            Pem pem = Pem.read("client-certificate", data, file);
            Instant end = pem.certificates().getFirst().getNotAfter().toInstant();
            String verb = now.isAfter(end) ? " expired at " : " is valid until ";
            return "; our client certificate " + name + verb + end;
        } catch (IOException | NoSuchElementException _) {
            return "; our client certificate " + name + " cannot be read";
        }
    }

    /**
     * Returns the URL that paths are appended to. The JDK's client replaces the TLS server name
     * with the URL's host, unless that is an address. So a server with a name of its own is
     * addressed by its IP.
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
