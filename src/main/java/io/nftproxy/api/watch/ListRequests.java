package io.nftproxy.api.watch;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The list requests of a kind. */
final class ListRequests<T> {
    private final WatchedKind<T> kind;
    private final ApiClient api;
    private final ListReader<T> reader;
    private final Duration timeout;

    /**
     * @param objects receives the objects of all pages
     * @param timeout the longest wait for the next bytes
     */
    ListRequests(WatchedKind<T> kind, ApiClient api, KnownObjects<T> objects, Duration timeout) {
        this.kind = kind;
        this.api = api;
        this.reader = new ListReader<>(kind.decoder(), objects);
        this.timeout = timeout;
    }

    /** Requests a page and delivers its objects. */
    ListReader.Page page(String path) throws IOException {
        return send(path, reader::read);
    }

    /** Requests the version that the API server has reached. */
    String newestVersion() throws IOException {
        return send(kind.newestVersion(), reader::skim).version();
    }

    private interface Reading {
        ListReader.Page read(InputStream body) throws IOException;
    }

    private ListReader.Page send(String path, Reading reading) throws IOException {
        try (ApiResponse response = api.get("LIST", path, timeout, timeout)) {
            if (!response.isSuccess()) {
                throw response.failure();
            }
            ListReader.Page page = reading.read(response.body());
            response.skip();
            return page;
        }
    }
}
