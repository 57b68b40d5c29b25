package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A self-signed certificate and its key, made by the JDK's keytool. */
public final class TestCertificate {
    private static final String PASSPHRASE = "changeit";
    private static final String ALIAS = "a";
    private static final String CA = "ca";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /**
     * Makes one.
     *
     * @param algorithm {@code EC}, {@code RSA} or {@code Ed25519}
     * @param alternativeName {@code ip:127.0.0.1} or {@code dns:localhost}
     */
    public static TestCertificate make(Path folder, String algorithm, String alternativeName)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory(folder, "keys").resolve("store.p12");
        generate(
                file,
                ALIAS,
                List.of(
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=test-" + algorithm,
                        "-ext",
                        "san=" + alternativeName,
                        "-validity",
                        "2"));
        return read(file);
    }

    /** One of a CA of its own, valid until yesterday. */
    static TestCertificate expired(Path folder, String alternativeName)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory(folder, "keys").resolve("store.p12");
        generate(file, CA, List.of("-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc=ca:true"));
        generate(
                file,
                ALIAS,
                List.of(
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test-EC",
                        "-ext",
                        "san=" + alternativeName,
                        "-startdate",
                        "-3d",
                        "-validity",
                        "2",
                        "-signer",
                        CA));
        return read(file);
    }

    private static void generate(Path file, String alias, List<String> what)
            throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-keystore", file.toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSPHRASE));
        command.addAll(what);
        if (what.contains("EC")) {
            command.addAll(List.of("-groupname", "secp384r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    /** Without the CA's key, which could be mistaken for the certificate's. */
    private static TestCertificate read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSPHRASE.toCharArray());
        }
        Certificate ca = store.getCertificate(CA);
        if (ca != null) {
            store.deleteEntry(CA);
            store.setCertificateEntry(CA, ca);
        }
        return new TestCertificate(store);
    }

    KeyStore store() {
        return store;
    }

    char[] passphrase() {
        return PASSPHRASE.toCharArray();
    }

    /** {@code -----BEGIN CERTIFICATE-----...}. */
    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    }

    /** Of an {@link #expired} one. */
    String caPem() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate(CA).getEncoded());
    }

    /** In PKCS #8, as most tools write it today. */
    public String keyPem() throws GeneralSecurityException {
        Key key = store.getKey(ALIAS, passphrase());
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** An RSA key in PKCS #1, which PKCS #8 wraps in an octet string. */
    String pkcs1KeyPem() throws GeneralSecurityException {
        byte[] pkcs8 = store.getKey(ALIAS, passphrase()).getEncoded();
        // SEQUENCE, version 0, rsaEncryption with NULL, OCTET STRING: 26 bytes before the key
        // when both lengths take two bytes, as those of keys from 2048 bits on do.
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    }

    /** A key of the curve secp384r1, as {@code openssl ec} writes it. */
    String sec1KeyPem() throws GeneralSecurityException {
        ECPrivateKey key = (ECPrivateKey) store.getKey(ALIAS, passphrase());
        String padded = "0".repeat(96) + key.getS().toString(16);
        String digits = padded.substring(padded.length() - 96);
        return pem(
                "EC PRIVATE KEY",
                HexFormat.of().parseHex("303e0201010430" + digits + "a00706052b81040022"));
    }

    static String pem(String what, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
