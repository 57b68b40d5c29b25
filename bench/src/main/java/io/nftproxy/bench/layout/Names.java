package io.nftproxy.bench.layout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names of chains with a hash, like those of kube-proxy. */
final class Names {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Names() {}

    /** Returns the first characters of the SHA-256 of a name, in base32. */
    static String hash(String name, int length) {
        byte[] digest = sha256(name);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int bit = i * BITS;
            int pair = (digest[bit / 8] & 255) << 8 | digest[bit / 8 + 1] & 255;
            text.append(BASE32.charAt(pair >>> 16 - BITS - bit % 8 & 31));
        }
        return text.toString();
    }

    private static byte[] sha256(String name) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
