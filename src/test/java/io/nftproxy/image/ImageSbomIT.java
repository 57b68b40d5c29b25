package io.nftproxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.image.Sbom.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bills of materials list what is shipped, and docs/licences.md lists all licences. */
class ImageSbomIT {
    private static final String DOC = "usr/share/doc";

    private static Path image;
    private static Sbom ofPackage;
    private static Sbom ofImage;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        image = RootFileSystem.make().root();
        ofPackage = Sbom.read(RootFileSystem.packaged().resolve("nftproxy.cdx.json"));
        ofImage = Sbom.read(image.resolve(DOC + "/nftproxy/nftproxy.cdx.json"));
    }

    @Test
    void thePackageHasExactlyTheseJars() throws Exception {
        Path lib = RootFileSystem.packaged().resolve("lib");
        assertThat(files(ofPackage)).isEqualTo(hashes(lib, ".jar"));
    }

    @Test
    void theImageHasExactlyTheseJarsAndLibraries() throws Exception {
        TreeMap<String, String> shipped = hashes(image.resolve("opt/nftproxy/lib/app"), ".jar");
        shipped.putAll(hashes(image.resolve("opt/nftproxy/lib/app"), ".so"));
        assertThat(files(ofImage)).isEqualTo(shipped);
    }

    private static TreeMap<String, String> files(Sbom sbom) {
        TreeMap<String, String> files = new TreeMap<>();
        for (Component component : sbom.components()) {
            if (!component.file().isEmpty()) {
                files.put(component.file(), component.sha256());
            }
        }
        return files;
    }

    /** Returns the files of other projects with their hashes. */
    private static TreeMap<String, String> hashes(Path folder, String suffix) throws Exception {
        TreeMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(suffix) && !name.equals("nftproxy.jar")) {
                    hashes.put(name, Sbom.sha256(file));
                }
            }
        }
        return hashes;
    }

    @Test
    void theImageHasTheJavaRuntimeAndThePackagesOfItsLibraries() throws IOException {
        Properties release = new Properties();
        release.load(Files.newBufferedReader(image.resolve("opt/nftproxy/lib/runtime/release")));
        String java = release.getProperty("JAVA_VERSION").replace("\"", "");
        assertThat(ofImage.components())
                .filteredOn(component -> component.name().equals("openjdk"))
                .singleElement()
                .matches(runtime -> runtime.version().startsWith(java));

        List<String> packages =
                ofImage.components().stream()
                        .filter(Component::isPackage)
                        .map(Component::name)
                        .toList();
        assertThat(packages).contains("libc6");
        try (Stream<Path> documented = Files.list(image.resolve(DOC))) {
            assertThat(documented.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(packages.stream(), Stream.of("nftproxy")).toList());
        }
        assertThat(packages)
                .allMatch(name -> Files.exists(image.resolve(DOC).resolve(name + "/copyright")));
        assertThat(image.resolve("opt/nftproxy/lib/runtime/legal/java.base/LICENSE")).exists();
    }

    @Test
    void billsHaveNoSerialNumberAndNoTime() {
        for (Sbom sbom : List.of(ofPackage, ofImage)) {
            assertThat(sbom.bom().has("serialNumber")).isFalse();
            assertThat(sbom.bom().at("/metadata").has("timestamp")).isFalse();
        }
    }

    @Test
    void allLicencesAreDocumented() throws IOException {
        List<String> rows = Files.readAllLines(RootFileSystem.PROJECT.resolve("docs/licences.md"));
        assertThat(ofImage.components())
                .allSatisfy(
                        component ->
                                assertThat(rows)
                                        .as(component.toString())
                                        .anyMatch(row -> documents(row, component)));
    }

    /** The page does not repeat the licence of a Debian package, which a file in the image has. */
    private static boolean documents(String row, Component component) {
        boolean isNamed = row.contains("`" + component.name() + "`");
        return isNamed
                && (component.isPackage() || row.startsWith("| " + component.licences() + " |"));
    }

    @Test
    void onlyShippedComponentsAreDocumented() throws IOException {
        List<String> known = ofImage.components().stream().map(Component::name).toList();
        assertThat(Files.readAllLines(RootFileSystem.PROJECT.resolve("docs/licences.md")))
                .filteredOn(row -> row.startsWith("| ") && row.contains("`"))
                .isNotEmpty()
                .allSatisfy(
                        row ->
                                assertThat(Stream.of(row.split("`")).skip(1).toList())
                                        .filteredOn(word -> word.matches("[\\w.-]+"))
                                        .isSubsetOf(known));
    }
}
