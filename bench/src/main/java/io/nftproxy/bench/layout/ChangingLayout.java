package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;

/** A layout of all services, which changes with them. */
public interface ChangingLayout extends Layout {
    /** One service more, number {@code cluster.services()}. */
    String addService(Cluster cluster);

    /** That service again less. */
    String deleteService(Cluster cluster);

    /**
     * An endpoint of a service becomes another.
     *
     * @param replaced how many are others than at first, after the change
     */
    String replaceEndpoint(Cluster cluster, int service, int replaced);
}
