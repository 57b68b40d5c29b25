package io.nftproxy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.events.EventRecorder;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.StartedDaemon;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rights of the ClusterRole: exactly those that the daemon uses. */
class ClusterRoleTest {
    private static final Pattern REQUEST =
            Pattern.compile(
                    "(GET|POST) /(?:api|apis/([^/]+))/v1/(?:namespaces/[^/]+/)?([a-z]+)(\\?.*)?");

    private static final String NODE =
            """
            {"kind":"Node","apiVersion":"v1","metadata":{"name":"node-1"},
             "status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"}]}}
            """;

    /** The rights in the form {@code list services}, {@code create events.events.k8s.io}. */
    private static Set<String> granted(ClusterRole role) {
        Set<String> granted = new TreeSet<>();
        for (PolicyRule rule : role.getRules()) {
            assertThat(rule.getNonResourceURLs()).isNullOrEmpty();
            for (String group : rule.getApiGroups()) {
                for (String resource : rule.getResources()) {
                    rule.getVerbs().forEach(verb -> granted.add(right(verb, resource, group)));
                }
            }
        }
        return granted;
    }

    private static String right(String verb, String resource, String group) {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }

    private static Set<String> used(List<String> requests) {
        Set<String> used = new TreeSet<>();
        for (String request : requests) {
            Matcher parts = REQUEST.matcher(request);
            assertThat(parts.matches()).as(request).isTrue();
            String group = parts.group(2) == null ? "" : parts.group(2);
            used.add(right(verb(parts), parts.group(3), group));
        }
        return used;
    }

    private static String verb(Matcher request) {
        if (request.group(1).equals("POST")) {
            return "create";
        }
        return String.valueOf(request.group(4)).contains("watch=1") ? "watch" : "list";
    }

    @Test
    void theDaemonUsesExactlyTheGrantedRights() throws Exception {
        try (FaultyApiServer server = FaultyApiServer.start()) {
            server.put(ApiResource.NODES, NODE);
            // Makes the recorder fall back to the core group.
            server.refuse("/apis/events.k8s.io", 404);
            EventRecorder events = new EventRecorder(client(server), "node-1", Clock.systemUTC());
            Set<String> granted =
                    granted(
                            Manifests.typed(
                                    Manifests.BASE, "ClusterRole nftproxy", ClusterRole.class));
            try (StartedDaemon _ = StartedDaemon.of(server, "", events)) {
                events.start();
                events.post(
                        ClusterEvent.ofNode(
                                "node-1",
                                ClusterEvent.Type.NORMAL,
                                "Starting",
                                "StartKubeProxy",
                                ""));
                await(server, granted.size());
                server.dropWatches();
                server.forgetHistory();
                await(server, granted.size());
            } finally {
                events.close();
            }

            assertThat(used(server.requests())).isEqualTo(granted);
        }
    }

    /** Waits until the daemon has used this many rights and watches all kinds of objects. */
    private static void await(FaultyApiServer server, int rights) throws Exception {
        Await.until(
                () ->
                        used(server.requests()).size() >= rights
                                && server.openWatches() >= ApiResource.values().length,
                () -> server.requests().toString());
    }

    private static ApiClient client(FaultyApiServer server) throws Exception {
        return ApiClient.connect(null, server.url(), "test");
    }

    @Test
    void thePageOnSecurityHasTheSameRights() {
        String page = Kustomization.text(Manifests.PROJECT.resolve("docs/security.md"));
        ClusterRole role =
                Manifests.typed(Manifests.BASE, "ClusterRole nftproxy", ClusterRole.class);

        assertThat(
                        Pattern.compile("`((?:list|watch|create|get|update|patch) [a-z0-9.]+)`")
                                .matcher(page)
                                .results()
                                .map(right -> right.group(1)))
                .containsExactlyInAnyOrderElementsOf(granted(role));
    }

    @Test
    void theRoleIsBoundToTheProxysServiceAccount() {
        ClusterRoleBinding binding =
                Manifests.typed(
                        Manifests.BASE, "ClusterRoleBinding nftproxy", ClusterRoleBinding.class);

        assertThat(binding.getRoleRef().getKind()).isEqualTo("ClusterRole");
        assertThat(binding.getRoleRef().getName()).isEqualTo("nftproxy");
        assertThat(binding.getSubjects()).hasSize(1);
        assertThat(binding.getSubjects().getFirst().getName())
                .isEqualTo(
                        Manifests.daemonSet(Manifests.BASE)
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getServiceAccountName());
        assertThat(binding.getSubjects().getFirst().getNamespace()).isEqualTo("kube-system");
    }
}
