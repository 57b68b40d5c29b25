package io.nftproxy.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, as objects that the API server accepts. */
class ManifestsTest {
    private static final String PROMETHEUS_OPERATOR = "monitoring.coreos.com/v1";

    static List<Path> folders() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void objectsFitTheTypesOfKubernetes(Path folder) {
        List<Map<String, Object>> objects = Kustomization.render(folder);

        assertThat(objects).isNotEmpty();
        for (Map<String, Object> object : objects) {
            if (!PROMETHEUS_OPERATOR.equals(object.get("apiVersion"))) {
                assertThat(KubernetesSchema.knows(object)).as(Kustomization.id(object)).isTrue();
                assertThat(KubernetesSchema.read(object).getMetadata().getName()).isNotEmpty();
            }
        }
    }

    @Test
    void findsAFieldThatKubernetesDoesNotHave() {
        String yaml = Kustomization.text(Manifests.BASE.resolve("daemon-set.yaml"));
        Map<String, Object> misspelled =
                Kustomization.documents(yaml.replace("periodSeconds", "periodSecond")).getFirst();

        assertThatThrownBy(() -> KubernetesSchema.read(misspelled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"periodSecond\"");
    }

    /** Compares the tests' rendering with that of kubectl. */
    @ParameterizedTest
    @MethodSource("folders")
    void kubectlRendersTheSame(Path folder) throws Exception {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString()).start();
        } catch (IOException missing) {
            // Debian has no package of kubectl, so it may be missing in CI.
            System.err.println("SKIPPED: kubectl is not installed: " + missing.getMessage());
            abort("kubectl is not installed");
            return;
        }
        String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kubectl.waitFor()).isZero();
        assertThat(Kustomization.documents(yaml))
                .containsExactlyInAnyOrderElementsOf(Kustomization.render(folder));
    }

    @Test
    void everyFileIsRendered() throws IOException {
        try (Stream<Path> files = Files.walk(Manifests.PROJECT.resolve("manifests"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName))
                    .allSatisfy(name -> assertThat(used()).contains(name.toString()));
        }
    }

    private static String used() {
        StringBuilder text = new StringBuilder("kustomization.yaml");
        for (Path folder : Manifests.all()) {
            text.append(Kustomization.text(folder.resolve("kustomization.yaml")));
        }
        return text.toString();
    }

    @Test
    void theImageHasThisVersion() {
        Matcher version =
                Pattern.compile("<artifactId>nftproxy</artifactId>\\s*<version>(.*?)</version>")
                        .matcher(Kustomization.text(Manifests.PROJECT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();

        for (Path folder : Manifests.all()) {
            var pod = Manifests.daemonSet(folder).getSpec().getTemplate().getSpec();
            assertThat(pod.getContainers()).hasSize(1);
            assertThat(pod.getInitContainers()).hasSize(1);
            assertThat(
                            Stream.concat(
                                    pod.getContainers().stream(), pod.getInitContainers().stream()))
                    .filteredOn(container -> !container.getName().equals("done"))
                    .isNotEmpty()
                    .allSatisfy(
                            container ->
                                    assertThat(container.getImage())
                                            .isEqualTo(
                                                    "ghcr.io/nftproxy/nftproxy:"
                                                            + version.group(1)));
        }
    }

    /**
     * kubeadm's object may have been applied with kubectl's default field manager. Applying the
     * overlay with that one would remove fields that it does not have, such as the immutable
     * selector.
     */
    @Test
    void partialObjectsAreAppliedWithAFieldManagerOfTheirOwn() throws IOException {
        String command =
                "kubectl apply --server-side --field-manager=nftproxy --force-conflicts -k";
        try (Stream<Path> files =
                Stream.concat(
                        Files.walk(Manifests.PROJECT.resolve("manifests")),
                        Files.walk(Manifests.PROJECT.resolve("docs")))) {
            List<Path> texts =
                    files.filter(file -> file.toString().matches(".*\\.(md|ya?ml)")).toList();
            assertThat(texts)
                    .filteredOn(file -> Kustomization.text(file).contains("apply --server-side"))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    Kustomization.text(file)
                                                            .split("apply --server-side", -1))
                                            .hasSameSizeAs(
                                                    Kustomization.text(file).split(command, -1)));
        }
        assertThat(Kustomization.render(Manifests.KUBEADM))
                .allSatisfy(
                        object ->
                                assertThat(Kustomization.map(object.get("spec")))
                                        .as("only what changes")
                                        .doesNotContainKey("selector"));
    }
}
