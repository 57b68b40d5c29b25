package io.nftproxy.bench.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes kube-proxy's flags and programs one table with {@code nft}, in which each Service leads to
 * the first of its endpoints. It lists all objects over and over, so its results have no meaning.
 */
public final class StandIn {
    private static final long PAUSE_MILLIS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String master;

    private StandIn(String master) {
        this.master = master;
    }

    public static void main(String[] flags) throws IOException, InterruptedException {
        if (flags[0].equals("--version")) {
            System.out.println("stand-in");
            return;
        }
        Map<String, String> values = new HashMap<>();
        for (String flag : flags) {
            String[] parts = flag.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        new StandIn(values.get("--master")).run();
    }

    private void run() throws IOException, InterruptedException {
        String programmed = "";
        while (true) {
            String wanted = table();
            if (!wanted.equals(programmed)) {
                nft(wanted);
                programmed = wanted;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Returns the table as text for {@code nft -f}. */
    private String table() throws IOException, InterruptedException {
        Map<String, String> targets = new HashMap<>();
        for (JsonNode slice : list("/apis/discovery.k8s.io/v1/endpointslices")) {
            String service =
                    slice.at("/metadata/labels").path("kubernetes.io/service-name").asText();
            String address = slice.at("/endpoints/0/addresses/0").asText();
            targets.put(service, address + ":" + slice.at("/ports/0/port").asInt());
        }
        StringBuilder text = new StringBuilder("add table ip stand-in\ndelete table ip stand-in\n");
        text.append("table ip stand-in {\nchain prerouting {\n");
        text.append("type nat hook prerouting priority dstnat;\n");
        for (JsonNode service : list("/api/v1/services")) {
            String target = targets.get(service.at("/metadata/name").asText());
            if (target != null) {
                text.append("ip daddr ").append(service.at("/spec/clusterIP").asText());
                text.append(" tcp dport ").append(service.at("/spec/ports/0/port").asInt());
                text.append(" dnat to ").append(target).append('\n');
            }
        }
        return text.append("}\n}\n").toString();
    }

    private JsonNode list(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(master + path)).build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return json.readTree(body).path("items");
    }

    private static void nft(String text) throws IOException, InterruptedException {
        Process nft =
                new ProcessBuilder("nft", "-f", "-")
                        .inheritIO()
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .start();
        try (OutputStream input = nft.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
        }
        if (nft.waitFor() != 0) {
            throw new IOException("nft failed");
        }
    }
}
