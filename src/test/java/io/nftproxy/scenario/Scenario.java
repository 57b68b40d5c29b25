package io.nftproxy.scenario;

import io.nftproxy.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of {@code src/test/resources/scenarios}, named after the behaviour.
 *
 * <pre>
 * config.yaml      lines of a KubeProxyConfiguration; without it only clusterCIDR is set
 * 1-create.yaml    objects that are added, changed or deleted (deleted: true)
 * 1-packets.txt    a table of packets and their outcomes
 * 1-expected.nft   the table after this step, for nft -f; in some scenarios
 * 2-scale.yaml     the next step
 * 2-changes.tx     the transaction of the step; in some scenarios
 * </pre>
 *
 * <p>The node is {@code here} in zone a, with 192.168.0.2, 2001:db8::2 and 172.16.0.2. Pods are in
 * 10.244.0.0/16 and fd00:244::/64 unless the scenario says otherwise.
 */
record Scenario(Path folder) {

    /** Returns all scenarios, by name. */
    static List<Scenario> all() {
        return list(Golden.resources().resolve("scenarios")).stream()
                .filter(Files::isDirectory)
                .map(Scenario::new)
                .toList();
    }

    /** Returns the YAML files, in order. */
    List<Path> steps() {
        return list(folder).stream()
                .filter(file -> file.getFileName().toString().matches("\\d+-.*\\.yaml"))
                .toList();
    }

    /** Returns a file of a step, {@code 1-expected.nft}. */
    Path fileOf(Path step, String name) {
        String number = step.getFileName().toString().replaceFirst("-.*", "-");
        return folder.resolve(number + name);
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
