package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.nftproxy.api.tls.Pem;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.NoSuchElementException;

/**
 * The API server as the configuration names it, with a client for it.
 *
 * @param url {@code https://10.96.0.1:443}, without a slash at the end
 * @param config the configuration that the client was made from
 */
record ApiServer(String url, ApiTransport http, Config config) {

    static ApiServer of(Config config) throws AccessProblem {
        return new ApiServer(
                ApiAccessLoader.normalized(config.getMasterUrl()),
                ApiTransport.open(config),
                config);
    }

    /** Returns host and port, {@code 10.96.0.1:443}. */
    String authority() {
        return URI.create(url).getRawAuthority();
    }

    /** Returns {@link #certificateHint(Config, Instant)} for the present time. */
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
}
