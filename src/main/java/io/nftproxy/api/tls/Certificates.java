package io.nftproxy.api.tls;

import io.nftproxy.api.tls.Pem.Block;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates in a PEM text, which may have other blocks as well. */
public final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private Certificates() {}

    /** Returns the certificates in their order. One that cannot be parsed is skipped and logged. */
    public static List<X509Certificate> of(Pem pem) {
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
                        "Cannot parse certificate {} of {}: {}; skipping it",
                        number,
                        pem.source(),
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
