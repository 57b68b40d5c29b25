package io.nftproxy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rules of the Pod Security Standards that the pod keeps and breaks, as docs/security.md lists
 * them.
 *
 * <p>The rules: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
class PodSecurityTest {
    /** A row of the page: rule, level, whether it is kept, and the containers that break it. */
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+) \\| (baseline|restricted) \\| (yes|no) \\| ([^|]+) \\|.*");

    private static final Set<String> BASELINE_CAPABILITIES =
            Set.of(
                    "AUDIT_WRITE",
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "FOWNER",
                    "FSETID",
                    "KILL",
                    "MKNOD",
                    "NET_BIND_SERVICE",
                    "SETFCAP",
                    "SETGID",
                    "SETPCAP",
                    "SETUID",
                    "SYS_CHROOT");

    private static final Map<String, Predicate<PodSpec>> OF_PODS =
            Map.of(
                    "host namespaces",
                    pod ->
                            !is(pod.getHostNetwork())
                                    && !is(pod.getHostPID())
                                    && !is(pod.getHostIPC()),
                    "hostPath volumes",
                    pod -> volumes(pod).stream().allMatch(volume -> volume.getHostPath() == null),
                    "volume types",
                    pod ->
                            volumes(pod).stream()
                                    .allMatch(
                                            volume ->
                                                    volume.getConfigMap() != null
                                                            || volume.getEmptyDir() != null),
                    "sysctls",
                    pod -> pod.getSecurityContext().getSysctls().isEmpty(),
                    "seccomp",
                    pod ->
                            pod.getSecurityContext()
                                    .getSeccompProfile()
                                    .getType()
                                    .equals("RuntimeDefault"));

    private static final Map<String, Predicate<Container>> OF_CONTAINERS =
            Map.of(
                    "privileged containers",
                    container -> !is(may(container).getPrivileged()),
                    "capabilities, baseline",
                    container -> BASELINE_CAPABILITIES.containsAll(added(container)),
                    "capabilities, drop ALL",
                    PodSecurityTest::dropsAll,
                    "host ports",
                    container ->
                            container.getPorts().stream()
                                    .allMatch(port -> port.getHostPort() == null),
                    "AppArmor, SELinux, /proc mount, host probes",
                    PodSecurityTest::leavesDefaults,
                    "privilege escalation",
                    container -> Boolean.FALSE.equals(may(container).getAllowPrivilegeEscalation()),
                    "runAsNonRoot",
                    container -> is(may(container).getRunAsNonRoot()),
                    "runAsUser not 0",
                    container ->
                            may(container).getRunAsUser() == null
                                    || may(container).getRunAsUser() != 0);

    private static boolean is(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static SecurityContext may(Container container) {
        return container.getSecurityContext();
    }

    private static List<Volume> volumes(PodSpec pod) {
        return pod.getVolumes();
    }

    private static List<String> added(Container container) {
        return may(container).getCapabilities() == null
                ? List.of()
                : may(container).getCapabilities().getAdd();
    }

    private static boolean dropsAll(Container container) {
        return may(container).getCapabilities() != null
                && may(container).getCapabilities().getDrop().equals(List.of("ALL"))
                && Set.of("NET_BIND_SERVICE").containsAll(added(container));
    }

    private static boolean leavesDefaults(Container container) {
        boolean probesItself =
                container.getLivenessProbe() == null
                        || container.getLivenessProbe().getHttpGet().getHost() == null
                                && container.getReadinessProbe().getHttpGet().getHost() == null;
        return probesItself
                && may(container).getAppArmorProfile() == null
                && may(container).getSeLinuxOptions() == null
                && may(container).getProcMount() == null;
    }

    /** Returns each broken rule with the pod or the containers that break it. */
    private static TreeMap<String, String> broken(Path folder) {
        PodSpec pod = Manifests.daemonSet(folder).getSpec().getTemplate().getSpec();
        TreeMap<String, TreeSet<String>> broken = new TreeMap<>();
        OF_PODS.forEach(
                (rule, isKept) -> {
                    if (!isKept.test(pod)) {
                        broken.computeIfAbsent(rule, _ -> new TreeSet<>()).add("pod");
                    }
                });
        pod.getInitContainers().forEach(container -> collect("`sysctls`", container, broken));
        pod.getContainers().forEach(container -> collect("`nftproxy`", container, broken));
        TreeMap<String, String> text = new TreeMap<>();
        broken.forEach((rule, breakers) -> text.put(rule, String.join(", ", breakers)));
        return text;
    }

    private static void collect(
            String name, Container container, TreeMap<String, TreeSet<String>> broken) {
        OF_CONTAINERS.forEach(
                (rule, isKept) -> {
                    if (!isKept.test(container)) {
                        broken.computeIfAbsent(rule, _ -> new TreeSet<>()).add(name);
                    }
                });
    }

    @Test
    void thePageListsTheBrokenRules() throws IOException {
        TreeMap<String, String> documented = new TreeMap<>();
        Set<String> rules = new TreeSet<>();
        for (String line : Files.readAllLines(Manifests.PROJECT.resolve("docs/security.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rules.add(row.group(1));
                if (row.group(3).equals("no")) {
                    documented.put(row.group(1), row.group(4));
                }
            }
        }

        Set<String> all = new TreeSet<>(OF_PODS.keySet());
        all.addAll(OF_CONTAINERS.keySet());
        assertThat(rules).isEqualTo(all);
        assertThat(documented).isEqualTo(broken(Manifests.BASE));
        assertThat(broken(Manifests.PROMETHEUS)).isEqualTo(documented);
        // The overlay is a patch without the host network and the volumes of kubeadm's DaemonSet.
        documented.remove("host namespaces");
        assertThat(broken(Manifests.KUBEADM)).isEqualTo(documented);
    }

    /** The proxy's container breaks only rules that CAP_NET_ADMIN excludes. */
    @Test
    void theProxyBreaksOnlyRulesAgainstNetAdmin() {
        PodSpec pod = Manifests.daemonSet(Manifests.BASE).getSpec().getTemplate().getSpec();
        TreeMap<String, TreeSet<String>> broken = new TreeMap<>();
        collect("nftproxy", pod.getContainers().getFirst(), broken);
        assertThat(broken)
                .containsOnlyKeys(
                        "capabilities, baseline",
                        "capabilities, drop ALL",
                        "runAsNonRoot",
                        "runAsUser not 0");
    }
}
