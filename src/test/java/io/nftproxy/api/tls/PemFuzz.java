package io.nftproxy.api.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;

/** Reads keys and CAs in PEM. */
public final class PemFuzz {
    private static final PublicKey CERTIFIED = publicKey();

    private PemFuzz() {}

    private static PublicKey publicKey() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads each block of a text as a key, and the whole text as CAs. */
    public static void read(byte[] input) {
        try {
            Pem pem = Pem.read("client-key", Base64.getEncoder().encodeToString(input), null);
            for (Pem.Block block : pem.blocks()) {
                readKey(block);
            }
            ServerTrust.of(pem, "ca.crt", null);
        } catch (IOException | GeneralSecurityException _) {
            // Expected for invalid PEM.
        }
    }

    private static void readKey(Pem.Block block) {
        try {
            PrivateKeyReader.read(block.der(), CERTIFIED);
        } catch (GeneralSecurityException _) {
            // Expected for a block that is not a key.
        }
    }
}
