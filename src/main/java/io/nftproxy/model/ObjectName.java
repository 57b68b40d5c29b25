package io.nftproxy.model;

/** The name of a namespaced object, for example {@code kube-system/kube-dns}. */
public record ObjectName(String namespace, String name) implements Comparable<ObjectName> {
    @Override
    public int compareTo(ObjectName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
