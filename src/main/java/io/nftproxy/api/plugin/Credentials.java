package io.nftproxy.api.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code ExecCredential} that a credential plugin prints; empty text for absent fields.
 *
 * @param certificate PEM, with or without the certificates of its issuers
 * @param key PEM
 */
public record Credentials(String token, String certificate, String key) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Parses the output of a plugin.
     *
     * @throws IOException with a message for the log, which does not have the output
     */
    static Credentials parse(byte[] output, String apiVersion) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(output)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    fields.put(json.getParsingContext().pathAsPointer().toString(), json.getText());
                }
            }
        } catch (IOException e) {
            throw new IOException("printed no JSON", e);
        }
        String printed = fields.getOrDefault("/apiVersion", "");
        if (!printed.equals(apiVersion)) {
            throw new IOException("printed apiVersion \"" + printed + "\", not " + apiVersion);
        }
        Credentials credentials =
                new Credentials(
                        fields.getOrDefault("/status/token", ""),
                        fields.getOrDefault("/status/clientCertificateData", ""),
                        fields.getOrDefault("/status/clientKeyData", ""));
        if (credentials.token().isEmpty() && credentials.certificate().isEmpty()) {
            throw new IOException("printed neither a token nor a certificate");
        }
        if (credentials.certificate().isEmpty() != credentials.key().isEmpty()) {
            throw new IOException("printed a certificate or a key without the other");
        }
        return credentials;
    }

    /** Returns no credential. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
