package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;

/** A layout that can also be changed: texts for single changes. */
public interface ChangingLayout extends Layout {
    /** Returns a text that adds a service, number {@code cluster.services()}. */
    String addService(Cluster cluster);

    /** Returns a text that deletes the service that {@link #addService} adds. */
    String deleteService(Cluster cluster);

    /**
     * Returns a text that replaces an endpoint of a service.
     *
     * @param replaced how many endpoints were replaced after the change
     */
    String replaceEndpoint(Cluster cluster, int service, int replaced);
}
