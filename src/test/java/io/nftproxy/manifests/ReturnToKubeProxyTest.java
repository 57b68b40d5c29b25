package io.nftproxy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.nftproxy.config.flags.Invocation;
import io.nftproxy.config.flags.ProxyCommandLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The overlay for the return to kube-proxy, and the command that applies and deletes it. */
class ReturnToKubeProxyTest {
    private final PodSpec pod =
            Manifests.daemonSet(Manifests.BACK).getSpec().getTemplate().getSpec();

    @Test
    void removesTheTableOfEachNodeAfterKubeProxysRulesExist() {
        Container remove = pod.getInitContainers().getFirst();
        List<String> line = new ArrayList<>(remove.getCommand());
        line.addAll(remove.getArgs());

        assertThat(new ProxyCommandLine("v0", () -> "host").parse(line.subList(1, line.size())))
                .isInstanceOf(Invocation.GiveBack.class);
        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getTolerations()).hasSize(1);
        assertThat(pod.getTolerations().getFirst().getOperator()).isEqualTo("Exists");
        assertThat(pod.getTolerations().getFirst().getKey()).isNull();
    }

    @Test
    void hasNoCapabilityButNetAdmin() {
        var may = pod.getInitContainers().getFirst().getSecurityContext();

        assertThat(may.getCapabilities().getAdd()).containsExactly("NET_ADMIN");
        assertThat(may.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(may.getAllowPrivilegeEscalation()).isFalse();
        assertThat(may.getPrivileged()).isNotEqualTo(true);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        var rest = pod.getContainers().getFirst().getSecurityContext();
        assertThat(rest.getCapabilities().getAdd()).isEmpty();
        assertThat(rest.getRunAsNonRoot()).isTrue();
    }

    /** Neither the proxy's DaemonSet nor kube-proxy's may select these pods. */
    @Test
    void podsMatchNoOtherDaemonSet() {
        assertThat(Manifests.daemonSet(Manifests.BACK).getSpec().getSelector().getMatchLabels())
                .isEqualTo(
                        Manifests.daemonSet(Manifests.BACK)
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels())
                .isNotEqualTo(
                        Manifests.daemonSet(Manifests.BASE)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels());
    }

    /** The command applies the overlay, waits until each node is done, and deletes the overlay. */
    @Test
    void thePageHasTheCommandThatAppliesAndDeletesTheOverlay() {
        String page = Kustomization.text(Manifests.PROJECT.resolve("docs/migrating.md"));

        assertThat(page.replace("\\\n", "").replaceAll(" +", " "))
                .contains(
                        "kubectl apply -k manifests/back && kubectl -n kube-system rollout status"
                                + " daemonset/nftproxy-back && kubectl delete -k manifests/back");
        assertThat(Kustomization.render(Manifests.BACK))
                .extracting(Kustomization::id)
                .containsExactly("DaemonSet nftproxy-back");
    }
}
