package io.nftproxy.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Endpoints are written as a letter with what is true of it: {@code r}eady, {@code s}erving while
 * {@code t}erminating (st), {@code x} none; {@code @here} on our node, {@code @there} on another,
 * {@code @?} unknown; {@code z=a,b} zone hints, {@code n=here} node hints.
 */
class EndpointSelectorTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    ready ones, wherever they are        | a:r@here b:r@there c:x@here        | a b | a | true
                    nothing ready: terminating ones      | a:st@here b:x@there c:st@there     | a c | a | true
                    local falls back on its own          | a:st@here b:r@there                | b   | a | true
                    cluster falls back, local has none   | b:st@there                         | b   | - | true
                    none serves                          | a:x@here b:x@there                 | -   | - | false
                    no endpoints                         | -                                  | -   | - | false
                    zone hints choose the zone           | a:r@there:z=a b:r@there:z=b        | a   | - | true
                    an endpoint may be for several zones | a:r@there:z=a,b b:r@there:z=b      | a   | - | true
                    one without a hint switches hints off | a:r@there:z=a b:r@there           | a b | - | true
                    unready ones without a hint do not   | a:r@there:z=a b:x@there            | a   | - | true
                    no endpoint for our zone: all        | a:r@there:z=b b:r@there:z=c        | a b | - | true
                    node hints win over zone hints       | a:r@there:z=a:n=here b:r@there:z=a:n=there | a | - | true
                    node hints without ours: zones       | a:r@there:z=a:n=far b:r@there:z=b:n=there | a | - | true
                    node hints not on all: zones         | a:r@there:z=a:n=here b:r@there:z=a | a b | - | true
                    local ignores hints                  | a:r@here:z=b b:r@there:z=a         | b   | a | true
                    terminating fallback ignores hints   | a:st@there:z=b b:st@there:z=a      | a b | - | true
                    """)
    void selects(String name, String given, String cluster, String local, boolean anywhere) {
        EndpointSelection selection =
                new EndpointSelector("here", "a").select(endpoints(given), true, true);
        assertThat(names(selection.cluster())).isEqualTo(cluster == null ? "" : cluster);
        assertThat(names(selection.local())).isEqualTo(local == null ? "" : local);
        assertThat(selection.anywhere()).isEqualTo(anywhere);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    without a zone of our own hints are off | a:r@there:z=a b:r@there:z=b | a b
                    node hints need none                    | a:r@there:n=here b:r@there:n=x | a
                    """)
    void selectsWithoutZone(String name, String given, String cluster) {
        EndpointSelection selection =
                new EndpointSelector("here", null).select(endpoints(given), true, false);
        assertThat(names(selection.cluster())).isEqualTo(cluster);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    local and unknown ones may talk to themselves | a:r@here b:r@there c:r@? | a c
                    those that get no traffic do not              | a:x@here b:r@here        | b
                    """)
    void findsEndpointsThatMayBeOnThisNode(String name, String given, String here) {
        EndpointSelection selection =
                new EndpointSelector("here", null).select(endpoints(given), true, true);
        assertThat(names(selection.onThisNode())).isEqualTo(here);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    only local wanted, none here, some there | b:r@there | true
                    only local wanted, none anywhere         | b:x@there | false
                    only local wanted, one dying there       | b:st@there | true
                    """)
    void knowsWhetherAnyNodeHasAnEndpoint(String name, String given, boolean anywhere) {
        EndpointSelection selection =
                new EndpointSelector("here", null).select(endpoints(given), false, true);
        assertThat(selection.cluster()).isEmpty();
        assertThat(selection.local()).isEmpty();
        assertThat(selection.anywhere()).isEqualTo(anywhere);
    }

    private static List<PortEndpoint> endpoints(String text) {
        List<PortEndpoint> endpoints = new ArrayList<>();
        for (String one : text == null ? new String[0] : text.split(" ")) {
            endpoints.add(endpoint(one));
        }
        return endpoints;
    }

    private static PortEndpoint endpoint(String text) {
        String[] parts = text.split("[:@]");
        String node = text.replaceAll(".*@([^:]*).*", "$1");
        IpAddress address = IpAddress.of("10.0.0." + (int) text.charAt(0));
        boolean ready = parts[1].equals("r");
        boolean dying = parts[1].equals("st");
        SliceEndpoint facts =
                new SliceEndpoint(
                        address,
                        ready,
                        ready || dying,
                        dying,
                        node.equals("?") ? null : node,
                        hints(text, "z"),
                        hints(text, "n"));
        return new PortEndpoint(new Endpoint(address, 80), facts);
    }

    private static List<String> hints(String text, String kind) {
        for (String part : text.split(":")) {
            if (part.startsWith(kind + "=")) {
                return List.of(part.substring(2).split(","));
            }
        }
        return List.of();
    }

    private static String names(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> String.valueOf((char) (endpoint.address().low() & 0xff)))
                .collect(Collectors.joining(" "));
    }
}
