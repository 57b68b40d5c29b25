package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/** The certificate that we show to the API server, as far as a person asks for it. */
final class ClientCertificate {
    private ClientCertificate() {}

    /**
     * What to add to a refusal: {@code "; our client certificate /var/lib/kubelet/x.pem expired at
     * 2026-11-30T17:00:00Z"}. Empty if we have none, or it cannot be read any more.
     */
    static String hint(Config config, Instant now) {
        String name =
                config.getClientCertData() == null
                        ? config.getClientCertFile()
                        : "in client-certificate-data";
        if (name == null) {
            return "";
        }
        try {
            List<X509Certificate> chain =
                    Certificates.of(
                            Pem.read(
                                    "client-certificate",
                                    config.getClientCertData(),
                                    config.getClientCertFile()));
            Instant end = chain.getFirst().getNotAfter().toInstant();
            String verb = now.isAfter(end) ? " expired at " : " is valid until ";
            return "; our client certificate " + name + verb + end;
        } catch (AccessProblem | NoSuchElementException _) {
            return "; our client certificate " + name + " cannot be read";
        }
    }
}
