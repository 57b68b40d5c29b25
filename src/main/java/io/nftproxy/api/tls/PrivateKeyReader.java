package io.nftproxy.api.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of private keys: RSA, EC or Ed25519. As in Go the bytes decide on algorithm and format,
 * not the type of the PEM block.
 */
final class PrivateKeyReader {
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    /** The AlgorithmIdentifier {@code rsaEncryption} (RFC 8017), with its parameters NULL. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** The object identifier {@code id-ecPublicKey} (RFC 5480). */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

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
        PrivateKey key = ofPkcs8(der);
        if (key == null && certified instanceof RSAKey) {
            key = ofPkcs8(wrapped(RSA, der));
        } else if (key == null && certified instanceof ECKey curve) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(curve.getParams());
            key = ofPkcs8(wrapped(element(SEQUENCE, join(EC, encoded(parameters))), der));
        }
        if (key == null) {
            throw new GeneralSecurityException("no key of RSA, EC or Ed25519");
        }
        return key;
    }

    private static @Nullable PrivateKey ofPkcs8(byte[] der) {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                PKCS8EncodedKeySpec pkcs8 = new PKCS8EncodedKeySpec(der);
                return KeyFactory.getInstance(algorithm).generatePrivate(pkcs8);
            } catch (GeneralSecurityException _) {
                // A key of another algorithm, or none.
            }
        }
        return null;
    }

    private static byte[] encoded(AlgorithmParameters parameters) throws GeneralSecurityException {
        try {
            return parameters.getEncoded();
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot encode the curve of the certificate", e);
        }
    }

    /** Returns a PrivateKeyInfo (RFC 5208 section 5). */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        byte[] version = {2, 1, 0};
        return element(SEQUENCE, join(version, algorithm, element(OCTET_STRING, key)));
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
