package io.nftproxy.api.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a PEM text, read as Go's {@code encoding/pem} reads them: text around and between
 * the blocks is skipped, and so is a malformed block.
 *
 * @param source the kubeconfig's field and the file, {@code client-key /etc/kubelet.pem}
 */
public record Pem(String source, List<Block> blocks) {
    private static final Logger LOG = LoggerFactory.getLogger(Pem.class);
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * One block of a PEM text.
     *
     * @param type {@code CERTIFICATE}, {@code EC PRIVATE KEY}
     * @param hasHeaders whether lines like {@code Proc-Type: 4,ENCRYPTED} precede the body
     * @param body well-formed Base64
     */
    public record Block(String type, boolean hasHeaders, String body) {
        public byte[] der() {
            return Base64.getDecoder().decode(body);
        }

        public boolean isPrivateKey() {
            return type.equals("PRIVATE KEY") || type.endsWith(" PRIVATE KEY");
        }
    }

    /**
     * Reads the data of a kubeconfig field or, if it has none, the file.
     *
     * @param field {@code client-key}
     * @param data the content in Base64, as in {@code client-key-data}
     * @throws IOException with a message for the log
     */
    public static Pem read(String field, @Nullable String data, @Nullable String file)
            throws IOException {
        String source = data != null ? field + "-data" : field + " " + file;
        try {
            byte[] bytes =
                    data != null
                            ? Base64.getDecoder().decode(data)
                            : Files.readAllBytes(Path.of(String.valueOf(file)));
            return new Pem(source, parse(new String(bytes, ISO_8859_1)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("cannot read " + source + ": " + e, e);
        }
    }

    /** Returns the blocks without headers. Go does not trust others as a CA. */
    public Pem withoutHeaders() {
        return new Pem(source, blocks.stream().filter(block -> !block.hasHeaders()).toList());
    }

    /**
     * Returns the certificates in their order, without other blocks. One that cannot be parsed is
     * skipped and logged.
     */
    public List<X509Certificate> certificates() {
        List<X509Certificate> usable = new ArrayList<>();
        int number = 0;
        for (Block block : blocks) {
            if (!block.type().equals("CERTIFICATE")) {
                continue;
            }
            number++;
            try {
                usable.add(
                        (X509Certificate)
                                CertificateFactory.getInstance("X.509")
                                        .generateCertificate(
                                                new ByteArrayInputStream(block.der())));
            } catch (CertificateException e) {
                LOG.info(
                        "Cannot parse certificate {} of {}: {}; skipping it",
                        number,
                        source,
                        e.getMessage());
            }
        }
        return usable;
    }

    static List<Block> parse(String text) {
        List<Block> blocks = new ArrayList<>();
        List<String> body = new ArrayList<>();
        String type = null;
        for (String line : (Iterable<String>) text.lines().map(String::stripTrailing)::iterator) {
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                type = line.substring(BEGIN.length(), line.length() - DASHES.length());
                body.clear();
            } else if (type != null && line.startsWith(END)) {
                Block block = line.equals(END + type + DASHES) ? block(type, body) : null;
                if (block != null) {
                    blocks.add(block);
                }
                type = null;
            } else {
                body.add(line);
            }
        }
        return blocks;
    }

    /** Returns a block, or null if the body is empty or not Base64. */
    private static @Nullable Block block(String type, List<String> body) {
        int first = 0;
        while (first < body.size() && body.get(first).indexOf(':') >= 0) {
            first++;
        }
        String base64 = String.join("", body.subList(first, body.size())).replaceAll("[ \t]", "");
        Block block = new Block(type, first > 0, base64);
        try {
            return block.der().length > 0 ? block : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
