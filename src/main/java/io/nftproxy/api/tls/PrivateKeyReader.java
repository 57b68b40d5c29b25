package io.nftproxy.api.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of private keys: RSA, EC or Ed25519. As in Go the bytes decide on algorithm and format,
 * not the type of the PEM block.
 */
final class PrivateKeyReader {
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    private PrivateKeyReader() {}

    /**
     * Reads a key. The JDK reads PKCS #8 only, so keys in the older formats, PKCS #1 (RFC 8017) and
     * SEC 1 (RFC 5915), are wrapped in PKCS #8, with the algorithm of the certificate.
     *
     * @param der the content of a PEM block
     * @param certified the key in the certificate
     * @throws GeneralSecurityException if it is not a key of these algorithms
     */
    static PrivateKey read(byte[] der, PublicKey certified) throws GeneralSecurityException {
        byte[] version = {2, 1, 0};
        byte[] info = join(version, algorithm(certified), element(OCTET_STRING, der));
        for (byte[] pkcs8 : List.of(der, element(SEQUENCE, info))) {
            for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
                PrivateKey key = pkcs8(algorithm, pkcs8);
                if (key != null) {
                    return key;
                }
            }
        }
        throw new GeneralSecurityException("no key of RSA, EC or Ed25519");
    }

    private static @Nullable PrivateKey pkcs8(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException _) {
            return null;
        }
    }

    /**
     * Returns the AlgorithmIdentifier of a SubjectPublicKeyInfo (RFC 5280 section 4.1): its first
     * element, which is shorter than 128 bytes.
     */
    private static byte[] algorithm(PublicKey key) {
        byte[] info = key.getEncoded();
        int start = info[1] >= 0 ? 2 : 2 + (info[1] & 0x7f);
        return Arrays.copyOfRange(info, start, start + 2 + info[start + 1]);
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length > 0xff) {
            out.write(0x82);
            out.write(content.length >>> 8);
        } else if (content.length > 0x7f) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
