import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes the bill of materials, in CycloneDX's JSON:
 *
 * <pre>
 * java -cp LIB/* Sbom.java package BOM LIB OUT             of the jars in LIB
 * java -cp LIB/* Sbom.java image SBOM NFTPROXY OUT         of the image's directory opt/nftproxy
 * </pre>
 *
 * <p>BOM is the list that Maven's plugin makes of all dependencies; a dependency that is not in LIB
 * is left out, and a jar in LIB that is not listed is an error. For the image, the Java runtime and
 * the packages on standard input are added, a line each: name, version, architecture and name of
 * the distribution, separated by tabs.
 */
final class Sbom {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FILE = "nftproxy:file";

    private final ObjectNode bom;

    private Sbom(Path file) throws IOException {
        bom = (ObjectNode) JSON.readTree(file.toFile());
    }

    public static void main(String[] args) throws IOException {
        if (!Files.exists(Path.of(args[1]))) {
            System.err.println("No bill of materials: Maven makes " + args[1] + " only online");
            System.exit(args[0].equals("package") ? 0 : 1);
        }
        Sbom sbom = new Sbom(Path.of(args[1]));
        Path folder = Path.of(args[2]);
        switch (args[0]) {
            case "package" -> sbom.keepJarsOf(folder);
            case "image" -> sbom.describeImage(folder);
            default -> throw new IllegalArgumentException(args[0]);
        }
        Files.writeString(Path.of(args[3]), JSON.writeValueAsString(sbom.bom) + "\n");
    }

    private void keepJarsOf(Path lib) throws IOException {
        Map<String, String> jars = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(lib, "*.jar")) {
            for (Path jar : files) {
                jars.put(sha256(jar), jar.getFileName().toString());
            }
        }
        jars.values().remove("nftproxy.jar");
        Set<String> kept = new TreeSet<>();
        kept.add(bom.at("/metadata/component/bom-ref").asText());
        ArrayNode components = JSON.createArrayNode();
        for (JsonNode component : bom.get("components")) {
            String hash = sha256(component);
            String jar = jars.remove(hash);
            if (jar != null) {
                kept.add(component.get("bom-ref").asText());
                components.add(shipped((ObjectNode) component, hash, jar));
            }
        }
        if (!jars.isEmpty()) {
            throw new IllegalStateException("jars that are no dependencies: " + jars.values());
        }
        bom.set("components", components);
        keepDependenciesOf(kept);
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.get("alg").asText().equals("SHA-256")) {
                return hash.get("content").asText();
            }
        }
        return "";
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets hash and file name of a component. */
    private static ObjectNode shipped(ObjectNode component, String hash, String file) {
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", hash);
        component.putArray("properties").addObject().put("name", FILE).put("value", file);
        return component;
    }

    private void keepDependenciesOf(Set<String> kept) {
        ArrayNode dependencies = JSON.createArrayNode();
        for (JsonNode dependency : bom.get("dependencies")) {
            if (kept.contains(dependency.get("ref").asText())) {
                ArrayNode on = JSON.createArrayNode();
                for (JsonNode ref : dependency.path("dependsOn")) {
                    if (kept.contains(ref.asText())) {
                        on.add(ref);
                    }
                }
                dependencies.add(((ObjectNode) dependency).set("dependsOn", on));
            }
        }
        bom.set("dependencies", dependencies);
    }

    private void describeImage(Path nftproxy) throws IOException {
        Path app = nftproxy.resolve("lib/app");
        ArrayNode components = (ArrayNode) bom.get("components");
        for (JsonNode component : components) {
            String file = component.at("/properties/0/value").asText();
            if (file.endsWith("-native.jar")) {
                file = only(app, "libjffi-*.so");
            }
            shipped((ObjectNode) component, sha256(app.resolve(file)), file);
        }
        components.add(runtime(Path.of(System.getProperty("java.home"), "release")));
        String packages = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        packages.lines().sorted().distinct().forEach(line -> components.add(debian(line)));
    }

    private static String only(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            return files.iterator().next().getFileName().toString();
        }
    }

    /** Describes the JDK that runs this program, from which jlink took the runtime. */
    private static ObjectNode runtime(Path release) throws IOException {
        Properties fields = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            fields.load(in);
        }
        String version = fields.getProperty("JAVA_RUNTIME_VERSION").replace("\"", "");
        ObjectNode runtime = JSON.createObjectNode().put("type", "platform");
        runtime.put("bom-ref", "openjdk@" + version);
        runtime.put("publisher", fields.getProperty("IMPLEMENTOR").replace("\"", ""));
        runtime.put("name", "openjdk").put("version", version);
        runtime.put("cpe", "cpe:2.3:a:oracle:openjdk:" + cpe(version) + ":*:*:*:*:*:*:*");
        String licence = "GPL-2.0-only WITH Classpath-exception-2.0";
        runtime.putArray("licenses").addObject().put("expression", licence);
        return runtime;
    }

    /** Returns {@code 25.0.1} of {@code 25.0.1+8-LTS}. */
    private static String cpe(String version) {
        return version.replaceAll("[^0-9.].*", "");
    }

    private static ObjectNode debian(String line) {
        List<String> fields = List.of(line.split("\t"));
        String name = fields.get(0);
        String version = fields.get(1);
        String purl =
                "pkg:deb/%s/%s@%s?arch=%s"
                        .formatted(fields.get(3), name, version.replace("+", "%2B"), fields.get(2));
        ObjectNode component = JSON.createObjectNode().put("type", "library");
        component.put("bom-ref", purl).put("name", name).put("version", version);
        String copyright = "/usr/share/doc/" + name + "/copyright";
        component.putArray("licenses")
                .addObject()
                .putObject("license")
                .put("name", "see " + copyright);
        component.put("purl", purl);
        return component;
    }
}
