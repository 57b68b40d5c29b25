package io.nftproxy.api.tls;

import io.nftproxy.api.tls.Pem.Block;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The client certificate that the proxy presents to the API server, with its key. As in client-go
 * it is presented whichever issuers the server asks for.
 */
public final class ClientKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ClientKeyManager(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain.toArray(X509Certificate[]::new);
        this.key = key;
    }

    /**
     * Returns a key manager with all certificates of one PEM text and the first key of another.
     *
     * @throws GeneralSecurityException without a certificate or a key, or if they do not match;
     *     with a message for the log
     */
    public static ClientKeyManager of(Pem certificates, Pem keys) throws GeneralSecurityException {
        List<X509Certificate> chain = certificates.certificates();
        if (chain.isEmpty()) {
            throw new CertificateException(certificates.source() + " has no usable certificate");
        }
        Block block =
                keys.blocks().stream()
                        .filter(Block::isPrivateKey)
                        .findFirst()
                        .orElseThrow(() -> new KeyException(keys.source() + " has no private key"));
        PublicKey certified = chain.getFirst().getPublicKey();
        PrivateKey key = key(keys, block, certified);
        if (!isPair(key, certified)) {
            throw new KeyException(keys.source() + " is not the key of " + certificates.source());
        }
        return new ClientKeyManager(chain, key);
    }

    private static PrivateKey key(Pem keys, Block block, PublicKey certified) throws KeyException {
        try {
            return PrivateKeyReader.read(block.der(), certified);
        } catch (GeneralSecurityException e) {
            throw new KeyException("cannot use " + keys.source() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isPair(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(
                        switch (key.getAlgorithm()) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> key.getAlgorithm();
                        });
        byte[] text = {1};
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(text);
        return signature.verify(signed);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return List.of(keyTypes).contains(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
