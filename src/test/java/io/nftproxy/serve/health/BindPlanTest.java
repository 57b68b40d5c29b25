package io.nftproxy.serve.health;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindPlanTest {
    @ParameterizedTest(name = "{0} for {1}: binds {2}, serves {3}, not {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    0.0.0.0 ::           | 4 6 | ::                  | 10.0.0.1 fd00::1          | -
                    0.0.0.0 ::           | 4   | 0.0.0.0               | 10.0.0.1                  | fd00::1
                    0.0.0.0              | 4 6 | 0.0.0.0             | 10.0.0.1                  | fd00::1
                    ::                   | 4 6 | ::                  | fd00::1                   | 10.0.0.1
                    10.0.0.1 ::          | 4 6 | ::                  | 10.0.0.1 fd00::1 fd00::2  | 10.0.0.2
                    0.0.0.0 fd00::1      | 4 6 | 0.0.0.0             | 10.0.0.1 fd00::1          | fd00::2
                    10.0.0.1 ::          | 4   | 10.0.0.1            | 10.0.0.1                  | fd00::1
                    10.0.0.1 10.0.0.2    | 4   | 10.0.0.1 10.0.0.2   | 10.0.0.1 10.0.0.2         | 10.0.0.3
                    10.0.0.1 10.0.0.1    | 4   | 10.0.0.1            | 10.0.0.1                  | -
                    10.0.0.1 fd00::1     | 4 6 | 10.0.0.1 fd00::1    | 10.0.0.1 fd00::1          | fd00::2
                    10.0.0.1 fd00::1     | 6   | fd00::1             | fd00::1                   | 10.0.0.1
                    fe80::1 fd00::1      | 6   | fd00::1             | fd00::1                   | fe80::1
                    10.0.0.1             | 6   | -                   | -                         | 10.0.0.1
                    """)
    void socketsAndServedAddresses(
            String addresses,
            String families,
            @Nullable String sockets,
            @Nullable String served,
            @Nullable String refused)
            throws Exception {
        BindPlan plan = BindPlan.of(parsed(addresses), familiesOf(families));

        assertThat(plan.sockets().stream().map(IpAddress::toString).collect(joining(" ")))
                .isEqualTo(sockets == null ? "" : sockets);
        for (IpAddress address : parsed(served)) {
            assertThat(plan.serves(InetAddress.ofLiteral("" + address))).as("" + address).isTrue();
        }
        for (IpAddress address : parsed(refused)) {
            assertThat(plan.serves(InetAddress.ofLiteral("" + address))).as("" + address).isFalse();
        }
        assertThat(plan.serves(InetAddress.getByName("192.0.2.1")))
                .isEqualTo(plan.wildcards().contains(IpFamily.IPV4));
    }

    private static List<IpAddress> parsed(@Nullable String text) {
        List<IpAddress> addresses = new ArrayList<>();
        if (text != null) {
            for (String address : text.split(" ")) {
                addresses.add(IpAddress.of(address));
            }
        }
        return addresses;
    }

    private static Set<IpFamily> familiesOf(String text) {
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            if (text.contains(family.suffix())) {
                families.add(family);
            }
        }
        return families;
    }
}
