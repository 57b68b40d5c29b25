package io.nftproxy.watch;

import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificate that we show to the API server, as far as a person asks for it. */
final class ClientCertificate {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

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
            Instant end = read(config).getNotAfter().toInstant();
            String verb = now.isAfter(end) ? " expired at " : " is valid until ";
            return "; our client certificate " + name + verb + end;
        } catch (IOException | CertificateException | IllegalArgumentException _) {
            return "; our client certificate " + name + " cannot be read";
        }
    }

    private static X509Certificate read(Config config) throws IOException, CertificateException {
        String text =
                config.getClientCertData() == null
                        ? Files.readString(Path.of(config.getClientCertFile()))
                        : new String(
                                Base64.getMimeDecoder().decode(config.getClientCertData()),
                                StandardCharsets.ISO_8859_1);
        Matcher pem = PEM.matcher(text);
        byte[] bytes = (pem.find() ? pem.group() : "").getBytes(StandardCharsets.ISO_8859_1);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes));
    }
}
