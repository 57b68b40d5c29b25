package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.testing.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reading addresses in a child JVM that has no free file descriptor. */
@Tag("kernel-ring")
@Tag("slow")
class OutOfDescriptorsKernelIT {
    /** The program of the child JVM. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            try (NetlinkAddresses addresses = NetlinkAddresses.open()) {
                // Loads all classes while file descriptors are free.
                Set<IpAddress> before = addresses.read();
                List<InputStream> open = new ArrayList<>();
                String why = useUp(open);
                boolean complete = addresses.read().equals(before) && !before.isEmpty();
                for (InputStream stream : open) {
                    stream.close();
                }
                System.out.println(why + ", complete: " + complete);
            }
        }

        private static String useUp(List<InputStream> open) {
            while (true) {
                try {
                    open.add(Files.newInputStream(Path.of("/dev/null")));
                } catch (IOException e) {
                    return String.valueOf(e.getMessage());
                }
            }
        }
    }

    @Test
    void addressesAreReadCompletelyWithoutFreeDescriptors() throws Exception {
        List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=256"));
        command.addAll(
                ChildJvm.command(Child.class, List.of("--enable-native-access=ALL-UNNAMED")));
        assertThat(ChildJvm.output(command)).contains("Too many open files, complete: true");
    }
}
