package io.nftproxy.manifests;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.Map;

/** The types of Kubernetes objects, for checks that reject unknown fields. */
final class KubernetesSchema {
    private static final Map<String, Class<? extends HasMetadata>> TYPES =
            Map.of(
                    "v1 ConfigMap", ConfigMap.class,
                    "v1 ServiceAccount", ServiceAccount.class,
                    "apps/v1 DaemonSet", DaemonSet.class,
                    "rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class,
                    "rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class);

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .setAnnotationIntrospector(new WithoutAnySetters());

    /** Makes fabric8's types reject unknown fields, which they otherwise keep. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    private KubernetesSchema() {}

    static boolean knows(Map<String, Object> object) {
        return TYPES.containsKey(type(object));
    }

    private static String type(Map<String, Object> object) {
        return object.get("apiVersion") + " " + object.get("kind");
    }

    /**
     * Converts an object to its type.
     *
     * @throws IllegalArgumentException if a field is unknown or has a wrong type; names the field
     */
    static HasMetadata read(Map<String, Object> object) {
        return MAPPER.convertValue(object, TYPES.get(type(object)));
    }
}
