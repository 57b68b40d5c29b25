package io.nftproxy.api;

import io.nftproxy.api.Pem.Block;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the certificates out of a PEM text, in which other things may stand. */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private Certificates() {}

    /** Those that can be used, in their order; one that cannot is skipped, with a log line. */
    static List<X509Certificate> of(Pem pem) {
        List<X509Certificate> usable = new ArrayList<>();
        int number = 0;
        for (Block block : pem.blocks()) {
            if (!block.type().equals("CERTIFICATE")) {
                continue;
            }
            number++;
            try {
                usable.add(certificate(block));
            } catch (CertificateException e) {
                LOG.info(
                        "Certificate {} of {} is unusable: {}; skipping it",
                        number,
                        pem.what(),
                        e.getMessage());
            }
        }
        return usable;
    }

    private static X509Certificate certificate(Block block) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.der()));
    }
}
