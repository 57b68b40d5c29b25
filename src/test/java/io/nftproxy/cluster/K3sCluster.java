package io.nftproxy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A k3s node without kube-proxy that runs our image with {@code manifests/base}. All commands run
 * on the node.
 */
final class K3sCluster implements AutoCloseable {
    static final int NODE_PORT = 30080;

    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");
    private static final String IMAGE = "docker.io/library/nftproxy-under-test";

    /**
     * The overlay: the built image, and the API server's own address, which works without Services.
     */
    private static final String OVERLAY =
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [../manifests/base]
            images:
              - name: ghcr.io/nftproxy/nftproxy
                newName: %s
                newTag: "1"
            patches:
              - patch: |
                  apiVersion: v1
                  kind: ConfigMap
                  metadata:
                    name: nftproxy-api-server
                    namespace: kube-system
                  data:
                    host: 127.0.0.1
            """
                    .formatted(IMAGE);

    private final K3sContainer node;

    private K3sCluster(K3sContainer node) {
        this.node = node;
    }

    /** Builds the image from the Dockerfile, starts a node, and waits until the proxy is ready. */
    static K3sCluster start() throws IOException, InterruptedException {
        Path image = Files.createTempFile("nftproxy-image", ".tar");
        K3sContainer container = new K3sContainer(K3S);
        try {
            docker("build", "-t", IMAGE + ":1", PROJECT.toString());
            docker("save", "-o", image.toString(), IMAGE + ":1");
            container
                    .withCommand(
                            "server",
                            "--disable-kube-proxy",
                            "--disable=traefik,metrics-server,servicelb")
                    .withExposedPorts(6443, NODE_PORT)
                    .withCopyFileToContainer(MountableFile.forHostPath(image), "/image.tar")
                    .withCopyToContainer(Transferable.of(OVERLAY), "/overlay/kustomization.yaml");
            copyManifests(container);
            container.start();
            K3sCluster cluster = new K3sCluster(container);
            cluster.run("ctr", "-n", "k8s.io", "images", "import", "/image.tar");
            cluster.kubectl("apply", "--server-side", "-k", "/overlay");
            cluster.rolledOut("kube-system", "daemonset/nftproxy");
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            container.stop();
            throw e;
        } finally {
            Files.delete(image);
        }
    }

    private static void copyManifests(K3sContainer container) throws IOException {
        Path folder = PROJECT.resolve("manifests/base");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                container.withCopyFileToContainer(
                        MountableFile.forHostPath(file), "/manifests/base/" + file.getFileName());
            }
        }
    }

    /** Runs the docker command, because the API of the engine has no BuildKit. */
    private static void docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process docker = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(docker.getInputStream().readAllBytes(), UTF_8);
        assertThat(docker.waitFor()).as(said).isZero();
    }

    /** Runs a command on the node, which must succeed, and returns its output. */
    String run(String... command) throws IOException, InterruptedException {
        ExecResult result = node.execInContainer(command);
        assertThat(result.getExitCode())
                .as("%s: %s%s", List.of(command), result.getStdout(), result.getStderr())
                .isZero();
        return result.getStdout();
    }

    String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Applies objects in the namespace {@code default}. */
    void apply(String yaml) throws IOException, InterruptedException {
        node.copyFileToContainer(Transferable.of(yaml), "/objects.yaml");
        kubectl("apply", "--server-side", "-f", "/objects.yaml");
    }

    /** Waits until all pods of a Deployment or DaemonSet are ready and the old ones gone. */
    void rolledOut(String namespace, String name) throws IOException, InterruptedException {
        kubectl("-n", namespace, "rollout", "status", name, "--timeout=5m");
    }

    /** Restarts a Deployment or DaemonSet and waits for its pods. */
    void restart(String namespace, String name) throws IOException, InterruptedException {
        kubectl("-n", namespace, "rollout", "restart", name);
        rolledOut(namespace, name);
    }

    /** Returns the node port's address outside of the cluster, {@code localhost:49170}. */
    String outside() {
        return node.getHost() + ":" + node.getMappedPort(NODE_PORT);
    }

    @Override
    public void close() {
        node.stop();
    }
}
