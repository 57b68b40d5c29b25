package io.nftproxy.api.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager with errors for people: they name the certificate, the CA file and the date. The
 * decision is left to the JDK's trust manager.
 */
public final class ServerTrust extends X509ExtendedTrustManager {
    /** The rejection of the API server's certificate; its message is for the log. */
    public static final class Distrusted extends CertificateException {
        private static final long serialVersionUID = 1L;

        Distrusted(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final X509ExtendedTrustManager trust;
    private final String caName;
    private final @Nullable String serverName;

    /**
     * Returns a trust manager for the CAs of a PEM text and no others, or for the JDK's CAs.
     *
     * @param ca null for the JDK's
     * @param caName where the CAs are from, {@code /etc/kubernetes/ca.crt}
     * @param serverName the only name that the certificate may have; null for the URL's host
     * @throws GeneralSecurityException if the text has no certificate; with a message for the log
     */
    public static ServerTrust of(@Nullable Pem ca, String caName, @Nullable String serverName)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(ca == null ? null : keyStore(ca));
        return new ServerTrust(
                (X509ExtendedTrustManager) factory.getTrustManagers()[0], caName, serverName);
    }

    private static KeyStore keyStore(Pem ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        for (X509Certificate certificate : ca.withoutHeaders().certificates()) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        if (store.size() == 0) {
            throw new CertificateException(ca.source() + " has no usable certificate");
        }
        return store;
    }

    private ServerTrust(
            X509ExtendedTrustManager trust, String caName, @Nullable String serverName) {
        this.trust = trust;
        this.caName = caName;
        this.serverName = serverName;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        try {
            trust.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw distrusted(chain, e);
        }
        checkName(chain[0]);
    }

    /** Checks the server name: the JDK accepts a certificate for the URL's host in its place. */
    private void checkName(X509Certificate own) throws CertificateException {
        if (serverName != null && names(own).stream().noneMatch(this::isServerName)) {
            String problem =
                    "the API server's certificate (%s, for %s) is not for %s"
                            .formatted(subject(own), names(own), serverName);
            throw new Distrusted(problem, new CertificateException(problem));
        }
    }

    /** Returns whether a name of a certificate, perhaps {@code *.example}, is the server name. */
    private boolean isServerName(String name) {
        String wanted = String.valueOf(serverName);
        int dot = wanted.indexOf('.');
        boolean isWildcard = name.startsWith("*.") && dot > 0;
        return name.equalsIgnoreCase(wanted)
                || isWildcard && name.substring(1).equalsIgnoreCase(wanted.substring(dot));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        try {
            trust.checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            throw distrusted(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        try {
            trust.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
            throw distrusted(chain, e);
        }
    }

    private Distrusted distrusted(X509Certificate[] chain, CertificateException problem) {
        return new Distrusted(reason(List.of(chain), Instant.now(), problem), problem);
    }

    private String reason(List<X509Certificate> chain, Instant now, CertificateException problem) {
        for (X509Certificate certificate : chain) {
            String dated = invalidDates(certificate, now);
            if (!dated.isEmpty()) {
                return "the API server's certificate " + dated;
            }
        }
        for (X509Certificate ca : trust.getAcceptedIssuers()) {
            String dated = invalidDates(ca, now);
            if (!dated.isEmpty() && isIssuer(ca, chain)) {
                return "the CA in " + caName + " " + dated;
            }
        }
        X509Certificate own = chain.getFirst();
        Throwable root = rootOf(problem);
        // The CAs of all clusters have the same name: a wrong one fails by its signature.
        if (root instanceof CertPathBuilderException || root instanceof SignatureException) {
            return "no CA in %s has signed the API server's certificate (%s, issued by %s)"
                    .formatted(caName, subject(own), own.getIssuerX500Principal());
        }
        return "the API server's certificate (%s, for %s) is not accepted: %s"
                .formatted(subject(own), names(own), message(root));
    }

    /** Returns how a certificate is expired or not yet valid; empty if it is valid now. */
    private static String invalidDates(X509Certificate certificate, Instant now) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return "(%s) expired at %s; the time is %s".formatted(subject(certificate), end, now);
        }
        if (now.isBefore(start)) {
            return "(%s) is not valid before %s; the time is %s"
                    .formatted(subject(certificate), start, now);
        }
        return "";
    }

    private static boolean isIssuer(X509Certificate ca, List<X509Certificate> chain) {
        return chain.stream()
                .anyMatch(one -> one.getIssuerX500Principal().equals(ca.getSubjectX500Principal()));
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> name : all == null ? List.<List<?>>of() : all) {
                names.add(String.valueOf(name.get(1)));
            }
        } catch (CertificateParsingException _) {
            names.add("unreadable names");
        }
        return names;
    }

    private static String message(Throwable problem) {
        String message = problem.getMessage();
        return message == null ? problem.toString() : message;
    }

    private static Throwable rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        trust.checkClientTrusted(chain, type);
    }
}
