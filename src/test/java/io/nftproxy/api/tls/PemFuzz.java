package io.nftproxy.api.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Certificates, keys and CAs in PEM. */
public final class PemFuzz {
    private PemFuzz() {}

    /** Reads all blocks of a text as each of the three. */
    public static void read(byte[] input) {
        try {
            Pem pem = Pem.read("client-key", Base64.getEncoder().encodeToString(input), null);
            for (Pem.Block block : pem.blocks()) {
                readKey(block);
            }
            ServerTrust.of(pem, "ca.crt");
        } catch (IOException | GeneralSecurityException _) {
            // Documented.
        }
    }

    private static void readKey(Pem.Block block) {
        try {
            PrivateKeyReader.read(block.der());
        } catch (GeneralSecurityException _) {
            // Documented: not a key.
        }
    }
}
