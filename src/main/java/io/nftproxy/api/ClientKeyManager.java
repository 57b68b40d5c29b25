package io.nftproxy.api;

import io.nftproxy.api.Pem.Block;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the proxy shows to the API server, with its key. As in client-go it is shown
 * whichever issuers the server asks for.
 */
final class ClientKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ClientKeyManager(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain.toArray(X509Certificate[]::new);
        this.key = key;
    }

    /**
     * Takes the certificates of one PEM and the first key of another, which may be the same file.
     *
     * @throws AccessProblem if there is no certificate or no key, or they do not belong together
     */
    static ClientKeyManager of(Pem certificates, Pem keys) throws AccessProblem {
        List<X509Certificate> chain = Certificates.of(certificates);
        if (chain.isEmpty()) {
            throw new AccessProblem(certificates.what() + " has no usable certificate");
        }
        Block block =
                keys.blocks().stream()
                        .filter(Block::isPrivateKey)
                        .findFirst()
                        .orElseThrow(() -> new AccessProblem(keys.what() + " has no private key"));
        try {
            PrivateKey key = PrivateKeyReader.read(block.der());
            if (!belongTogether(key, chain.getFirst().getPublicKey())) {
                throw new AccessProblem(keys.what() + " is not the key of " + certificates.what());
            }
            return new ClientKeyManager(chain, key);
        } catch (GeneralSecurityException e) {
            throw new AccessProblem(keys.what() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified)
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
