package io.nftproxy.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.TrafficPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyClaimsTest {
    private static final FrontendKey SHARED = tcp("192.0.2.1", 80);

    private final KeyClaims claims = new KeyClaims(IpFamily.IPV4);
    private final Map<ObjectName, Service> services = new HashMap<>();

    @Test
    void aServiceOwnsItsAddressesAndNodePorts() {
        put(service("web", 1, "10.96.0.1", "192.0.2.1", 80, 30080));

        assertThat(owner(tcp("10.96.0.1", 80))).isEqualTo("web");
        assertThat(owner(SHARED)).isEqualTo("web");
        assertThat(owner(new NodePortKey(Protocol.TCP, 30080))).isEqualTo("web");
        assertThat(owner(tcp("10.96.0.1", 81))).isNull();
        assertThat(owner(new AddressKey(IpAddress.of("10.96.0.1"), Protocol.UDP, 80))).isNull();
    }

    @Test
    void aKeyWithOneClaimantAffectsNoOtherService() {
        put(service("web", 1, "10.96.0.1", "192.0.2.1", 80, 0));

        assertThat(put(service("dns", 2, "10.96.0.2", "192.0.2.1", 53, 0))).isEmpty();
        assertThat(remove("web")).isEmpty();
    }

    @Test
    void theOlderServiceOwnsTheKeyInEitherOrderOfEvents() {
        put(service("young", 20, "10.96.0.1", "192.0.2.1", 80, 0));

        assertThat(put(service("old", 10, "10.96.0.2", "192.0.2.1", 80, 0)))
                .containsExactly(name("young"));
        assertThat(owner(SHARED)).isEqualTo("old");
        assertThat(lost("young")).isEqualTo(Map.of(SHARED, name("old")));
        assertThat(lost("old")).isEmpty();
    }

    @Test
    void atEqualAgeTheFirstNameWins() {
        put(service("b", 10, "10.96.0.1", "192.0.2.1", 80, 0));
        put(service("a", 10, "10.96.0.2", "192.0.2.1", 80, 0));

        assertThat(owner(SHARED)).isEqualTo("a");
    }

    @Test
    void aClusterIpWinsOverTheExternalIpOfAnOlderService() {
        put(service("old", 10, "10.96.0.1", "10.96.0.2", 80, 0));
        put(service("young", 20, "10.96.0.2", "", 80, 0));

        assertThat(owner(tcp("10.96.0.2", 80))).isEqualTo("young");
    }

    @Test
    void nodePortsAreContestedLikeAddresses() {
        put(service("young", 20, "10.96.0.1", "", 80, 30080));
        put(service("old", 10, "10.96.0.2", "", 81, 30080));

        assertThat(owner(new NodePortKey(Protocol.TCP, 30080))).isEqualTo("old");
    }

    @Test
    void theNextClaimantOwnsTheKeyWhenTheOwnerIsDeleted() {
        put(service("first", 1, "10.96.0.1", "192.0.2.1", 80, 0));
        put(service("second", 2, "10.96.0.2", "192.0.2.1", 80, 0));
        put(service("third", 3, "10.96.0.3", "192.0.2.1", 80, 0));

        assertThat(remove("first")).contains(name("second"));
        assertThat(owner(SHARED)).isEqualTo("second");
        assertThat(remove("second")).contains(name("third"));
        assertThat(owner(SHARED)).isEqualTo("third");
        assertThat(remove("third")).isEmpty();
        assertThat(owner(SHARED)).isNull();
    }

    @Test
    void aServiceThatChangesItsPortLosesTheOldKey() {
        put(service("old", 1, "10.96.0.1", "192.0.2.1", 80, 0));
        put(service("young", 2, "10.96.0.2", "192.0.2.1", 80, 0));

        assertThat(put(service("old", 1, "10.96.0.1", "192.0.2.1", 81, 0)))
                .containsExactly(name("young"));
        assertThat(owner(SHARED)).isEqualTo("young");
        assertThat(owner(tcp("192.0.2.1", 81))).isEqualTo("old");
    }

    @Test
    void anAddressListedTwiceIsOneClaim() {
        put(service("web", 1, "10.96.0.1", "192.0.2.1 192.0.2.1 10.96.0.1", 80, 0));
        put(service("other", 2, "10.96.0.2", "192.0.2.1", 80, 0));

        assertThat(remove("web")).containsExactly(name("other"));
        assertThat(owner(SHARED)).isEqualTo("other");
    }

    @Test
    void aServiceWithoutClusterIpOfTheFamilyClaimsNothingInIt() {
        put(service("six", 1, "fd00::1", "192.0.2.1", 80, 30080));

        assertThat(owner(SHARED)).isNull();
        assertThat(owner(new NodePortKey(Protocol.TCP, 30080))).isNull();
    }

    @Test
    void theOrderOfChangesDoesNotMatter() {
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String name = "s" + random.nextInt(5);
            if (random.nextInt(3) == 0) {
                remove(name);
            } else {
                String external = "192.0.2." + random.nextInt(2);
                put(service(name, random.nextInt(3), "10.96.0.1", external, 80, 0));
            }
            KeyClaims anew = new KeyClaims(IpFamily.IPV4);
            Map<ObjectName, Service> so = new LinkedHashMap<>();
            for (Service service : services.values()) {
                so.put(service.name(), service);
                anew.change(null, service, so);
            }
            for (String address : List.of("10.96.0.1", "192.0.2.0", "192.0.2.1")) {
                FrontendKey key = tcp(address, 80);
                assertThat(claims.owner(key)).as(address).isEqualTo(anew.owner(key));
            }
        }
    }

    private Set<ObjectName> put(Service service) {
        Service before = services.put(service.name(), service);
        return claims.change(before, service, services);
    }

    private Set<ObjectName> remove(String name) {
        return claims.change(services.remove(name(name)), null, services);
    }

    private @Nullable String owner(FrontendKey key) {
        ObjectName owner = claims.owner(key);
        return owner == null ? null : owner.name();
    }

    private Map<FrontendKey, ObjectName> lost(String name) {
        Map<FrontendKey, ObjectName> lost = new HashMap<>();
        claims.addLost(Objects.requireNonNull(services.get(name(name))), lost);
        return lost;
    }

    private static FrontendKey tcp(String address, int port) {
        return new AddressKey(IpAddress.of(address), Protocol.TCP, port);
    }

    private static ObjectName name(String name) {
        return new ObjectName("ns", name);
    }

    /**
     * A Service with one TCP port.
     *
     * @param externalIps separated by blanks; may be empty
     */
    private static Service service(
            String name,
            long created,
            String clusterIp,
            String externalIps,
            int port,
            int nodePort) {
        List<IpAddress> external = new ArrayList<>();
        Stream.of(externalIps.split(" "))
                .filter(address -> !address.isEmpty())
                .forEach(address -> external.add(IpAddress.of(address)));
        return new Service(
                name(name),
                "",
                created,
                List.of(IpAddress.of(clusterIp)),
                external,
                List.of(),
                List.of(),
                0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                List.of(new ServicePort("", Protocol.TCP, port, nodePort)));
    }
}
