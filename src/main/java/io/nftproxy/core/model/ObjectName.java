package io.nftproxy.core.model;

import org.jspecify.annotations.Nullable;

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

    // As in IpAddress: faster than the methods that the compiler generates.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectName that
                && name.equals(that.name)
                && namespace.equals(that.namespace);
    }

    @Override
    public int hashCode() {
        return namespace.hashCode() * 31 + name.hashCode();
    }
}
