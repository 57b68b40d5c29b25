package io.nftproxy.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Makes key managers of a client certificate and its key, both in PEM. */
final class ClientKeys {
    /** A key store wants one, though this one never leaves memory. */
    private static final char[] PASSPHRASE = "changeit".toCharArray();

    private static final String PKCS8_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String PKCS8_END = "-----END PRIVATE KEY-----";

    /** PKCS #8 says within, not in its PEM header, which of these a key is for. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private ClientKeys() {}

    static KeyManager[] of(byte[] certificatePem, byte[] keyPem)
            throws GeneralSecurityException, IOException {
        String key = new String(keyPem, US_ASCII);
        KeyStore store =
                key.contains(PKCS8_BEGIN)
                        ? pkcs8Store(certificatePem, key)
                        : olderStore(certificatePem, keyPem);
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSPHRASE);
        return factory.getKeyManagers();
    }

    private static KeyStore pkcs8Store(byte[] certificatePem, String keyPem)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        Certificate[] chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(certificatePem))
                        .toArray(new Certificate[0]);
        store.setKeyEntry("client", pkcs8Key(keyPem), PASSPHRASE, chain);
        return store;
    }

    private static PrivateKey pkcs8Key(String pem) throws GeneralSecurityException {
        int start = pem.indexOf(PKCS8_BEGIN) + PKCS8_BEGIN.length();
        int end = pem.indexOf(PKCS8_END, start);
        if (end < 0) {
            throw new InvalidKeySpecException("the key's PEM has no end");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(start, end));
        for (String algorithm : ALGORITHMS) {
            try {
                PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der);
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException _) {
                // Then it is for another.
            }
        }
        throw new InvalidKeySpecException("the key is for none of " + ALGORITHMS);
    }

    /** PKCS #1 and SEC 1, {@code BEGIN RSA PRIVATE KEY}: the JDK does not read these. */
    private static KeyStore olderStore(byte[] certificatePem, byte[] keyPem)
            throws GeneralSecurityException, IOException {
        try {
            return CertUtils.createKeyStore(
                    new ByteArrayInputStream(certificatePem),
                    new ByteArrayInputStream(keyPem),
                    Config.getKeyAlgorithm(new ByteArrayInputStream(keyPem)),
                    PASSPHRASE,
                    null,
                    null);
        } catch (RuntimeException e) {
            throw new InvalidKeySpecException("the key cannot be read: " + e, e);
        }
    }
}
