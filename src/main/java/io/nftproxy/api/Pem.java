package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a PEM text, read as Go's {@code encoding/pem} reads them: whatever stands around
 * and between them is skipped, and so is a block that is not well-formed.
 *
 * @param what the kubeconfig's word for it, with the file: {@code client-key /etc/kubelet.pem}
 */
record Pem(String what, List<Block> blocks) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * One block.
     *
     * @param type {@code CERTIFICATE}, {@code EC PRIVATE KEY}
     * @param hasHeaders whether lines like {@code Proc-Type: 4,ENCRYPTED} stand before its body
     * @param body its bytes in Base64, known to be well-formed
     */
    record Block(String type, boolean hasHeaders, String body) {
        byte[] der() {
            return Base64.getDecoder().decode(body);
        }

        boolean isPrivateKey() {
            return type.equals("PRIVATE KEY") || type.endsWith(" PRIVATE KEY");
        }
    }

    /**
     * Reads data or, if there is none, a file.
     *
     * @param field of the kubeconfig, {@code client-key}
     * @param data the same in Base64, as {@code client-key-data} has it
     */
    static Pem read(String field, @Nullable String data, @Nullable String file)
            throws AccessProblem {
        String what = data != null ? field + "-data" : field + " " + file;
        try {
            byte[] bytes =
                    data != null
                            ? Base64.getDecoder().decode(data)
                            : Files.readAllBytes(Path.of(String.valueOf(file)));
            return new Pem(what, parse(new String(bytes, ISO_8859_1)));
        } catch (IOException | IllegalArgumentException e) {
            throw new AccessProblem(what + " cannot be read: " + e, e);
        }
    }

    /** Without the blocks that have headers, which Go does not trust as a CA. */
    Pem withoutHeaders() {
        return new Pem(what, blocks.stream().filter(block -> !block.hasHeaders()).toList());
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

    /** Null if the body is empty or not Base64. */
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
