package io.nftproxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** A bill of materials in CycloneDX's JSON. */
record Sbom(JsonNode bom) {
    /**
     * A jar, the Java runtime or a Debian package.
     *
     * @param purl empty for the Java runtime
     * @param file the name of its file in the directory of the jars; empty if it is not there
     * @param sha256 of that file, as hexadecimal digits
     * @param licences {@code EPL-2.0 or GPL-2.0-only}
     */
    record Component(
            String name, String version, String purl, String file, String sha256, String licences) {
        boolean isPackage() {
            return purl.startsWith("pkg:deb/");
        }
    }

    static Sbom read(Path file) throws IOException {
        Sbom sbom = new Sbom(new ObjectMapper().readTree(Files.readString(file)));
        assertThat(sbom.bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        return sbom;
    }

    List<Component> components() {
        List<Component> components = new ArrayList<>();
        for (JsonNode component : bom.get("components")) {
            components.add(
                    new Component(
                            component.get("name").asText(),
                            component.get("version").asText(),
                            component.path("purl").asText(),
                            component.at("/properties/0/value").asText(),
                            component.at("/hashes/0/content").asText(),
                            licences(component.get("licenses"))));
        }
        return components;
    }

    private static String licences(JsonNode licences) {
        return String.join(
                " or ",
                StreamSupport.stream(licences.spliterator(), false).map(Sbom::licence).toList());
    }

    private static String licence(JsonNode choice) {
        if (choice.has("expression")) {
            return choice.get("expression").asText();
        }
        JsonNode licence = choice.get("license");
        return licence.path("id").asText(licence.path("name").asText());
    }

    static String sha256(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
