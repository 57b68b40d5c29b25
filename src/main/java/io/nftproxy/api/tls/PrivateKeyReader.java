package io.nftproxy.api.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of private keys: RSA, EC or Ed25519. As in Go the bytes decide on algorithm and format,
 * not the type of the PEM block. The JDK reads PKCS #8 only, so keys in the older formats, PKCS #1
 * (RFC 8017) and SEC 1 (RFC 5915), are wrapped in PKCS #8 first.
 */
final class PrivateKeyReader {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xa0;

    /** The object identifier id-ecPublicKey, with tag and length. */
    private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

    /** The object identifier rsaEncryption with its parameter, NULL. */
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    private PrivateKeyReader() {}

    /**
     * Reads a key.
     *
     * @param der the content of a PEM block
     * @throws GeneralSecurityException if it is not a key of these algorithms
     */
    static PrivateKey read(byte[] der) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            PrivateKey key = pkcs8(algorithm, der);
            if (key != null) {
                return key;
            }
        }
        PrivateKey key = pkcs8("RSA", wrapped(RSA, der));
        byte[] curve = key == null ? curve(der) : null;
        if (curve != null) {
            key = pkcs8("EC", wrapped(join(EC_PUBLIC_KEY, curve), der));
        }
        if (key == null) {
            throw new GeneralSecurityException("no key of RSA, EC or Ed25519");
        }
        return key;
    }

    private static @Nullable PrivateKey pkcs8(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException _) {
            return null;
        }
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        byte[] version = {INTEGER, 1, 0};
        return element(
                SEQUENCE, join(version, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
    }

    /** Returns the curve that a SEC 1 key names; null for other keys and without a curve. */
    private static byte @Nullable [] curve(byte[] der) {
        ByteBuffer key = content(ByteBuffer.wrap(der), SEQUENCE);
        while (key != null && key.hasRemaining()) {
            int tag = key.get(key.position()) & 0xff;
            ByteBuffer content = content(key, tag);
            if (content != null && tag == CURVE) {
                byte[] curve = new byte[content.remaining()];
                content.get(curve);
                return curve;
            }
            key = content == null ? null : key;
        }
        return null;
    }

    /** Reads the next element and returns its content; null if its tag differs or it is cut. */
    private static @Nullable ByteBuffer content(ByteBuffer from, int tag) {
        if (from.remaining() < 2 || (from.get() & 0xff) != tag) {
            return null;
        }
        int length = from.get() & 0xff;
        if (length > 0x80) {
            int bytes = length & 0x7f;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                if (!from.hasRemaining() || length > 0xffff) {
                    return null;
                }
                length = length << 8 | (from.get() & 0xff);
            }
        }
        if (length > from.remaining()) {
            return null;
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
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
