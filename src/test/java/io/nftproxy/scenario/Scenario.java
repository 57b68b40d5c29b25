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
 * 1-create.yaml    objects that come, change or go (deleted: true)
 * 1-packets.txt    a table of packets and what becomes of them
 * 1-expected.nft   the table behind it; loads with nft -f. In some scenarios
 * 2-scale.yaml     the next step
 * 2-changes.tx     the transaction it took. In some scenarios
 * </pre>
 *
 * <p>Our node is {@code here} in zone a, 192.168.0.2 and 2001:db8::2, and has 172.16.0.2 besides;
 * pods are in 10.244.0.0/16 and fd00:244::/64, where nothing else is said.
 */
record Scenario(Path folder) {

    /** All there are, by name. */
    static List<Scenario> all() {
        return list(Golden.resources().resolve("scenarios")).stream()
                .filter(Files::isDirectory)
                .map(Scenario::new)
                .toList();
    }

    /** The YAML files, in order. */
    List<Path> steps() {
        return list(folder).stream()
                .filter(file -> file.getFileName().toString().matches("\\d+-.*\\.yaml"))
                .toList();
    }

    /** A file of a step, {@code 1-expected.nft}. */
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
