package io.nftproxy.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The project's manifests, rendered. */
final class Manifests {
    static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    static final Path BASE = PROJECT.resolve("manifests/base");
    static final Path KUBEADM = PROJECT.resolve("manifests/overlays/kubeadm");
    static final Path BACK = PROJECT.resolve("manifests/back");
    static final Path PROMETHEUS = PROJECT.resolve("manifests/overlays/prometheus");

    private Manifests() {}

    /** Returns each folder that can be applied. */
    static List<Path> all() {
        return List.of(BASE, KUBEADM, PROMETHEUS, BACK);
    }

    /** Returns each folder that starts the proxy. */
    static List<Path> proxies() {
        return List.of(BASE, KUBEADM, PROMETHEUS);
    }

    /** Returns the only object of a kind and name. */
    static Map<String, Object> object(Path folder, String id) {
        return Kustomization.render(folder).stream()
                .filter(object -> Kustomization.id(object).equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + folder));
    }

    static <T extends HasMetadata> T typed(Path folder, String id, Class<T> type) {
        return type.cast(KubernetesSchema.read(object(folder, id)));
    }

    static DaemonSet daemonSet(Path folder) {
        String name = folder.equals(KUBEADM) ? "kube-proxy" : "nftproxy";
        if (folder.equals(BACK)) {
            name = "nftproxy-back";
        }
        return typed(folder, "DaemonSet " + name, DaemonSet.class);
    }
}
