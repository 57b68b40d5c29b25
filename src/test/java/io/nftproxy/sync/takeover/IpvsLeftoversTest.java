package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The removal of the leftovers of ipvs mode, and the reports of those that stay. */
class IpvsLeftoversTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void removesTheInterfaceAndAllVirtualServers() {
        CleanupResult outcome = new IpvsLeftovers(deleting(true), flushing(true)).remove();

        assertThat(outcome.removed())
                .containsExactly("interface kube-ipvs0", "all virtual servers of IPVS");
        assertThat(outcome.exitStatus()).isZero();
        assertThat(calls).containsExactly("delete interface", "flush");
    }

    /** They may belong to a load balancer that has nothing to do with kube-proxy. */
    @Test
    void keepsVirtualServersWithoutTheInterface() {
        CleanupResult outcome = new IpvsLeftovers(deleting(false), flushing(true)).remove();

        assertThat(outcome).isEqualTo(CleanupResult.NOTHING);
        assertThat(calls).containsExactly("delete interface");
    }

    @Test
    void acceptsAKernelWithoutIpvs() {
        CleanupResult outcome = new IpvsLeftovers(deleting(true), flushing(false)).remove();

        assertThat(outcome.removed()).containsExactly("interface kube-ipvs0");
        assertThat(outcome.problems()).isEmpty();
    }

    @Test
    void reportsAnInterfaceThatStaysWithItsEffectAndTheCommand() {
        IpvsLeftovers.Deletion refusing =
                () -> {
                    throw new IOException("cannot delete the interface kube-ipvs0: EPERM");
                };

        CleanupResult outcome = new IpvsLeftovers(refusing, flushing(true)).remove();

        assertThat(calls).as("virtual servers stay with the interface").isEmpty();
        assertThat(outcome.exitStatus()).isOne();
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .contains("Interface kube-ipvs0 and the virtual servers of IPVS stay")
                .contains("cannot delete the interface kube-ipvs0: EPERM")
                .endsWith("run: ip link delete kube-ipvs0; ipvsadm --clear");
    }

    @Test
    void reportsVirtualServersThatStayWithTheirEffectAndTheCommand() {
        IpvsLeftovers.Deletion refusing =
                () -> {
                    throw new IOException("cannot remove the virtual servers of IPVS: EPERM");
                };

        CleanupResult outcome = new IpvsLeftovers(deleting(true), refusing).remove();

        assertThat(outcome.removed()).containsExactly("interface kube-ipvs0");
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .contains("Virtual servers of IPVS stay: cannot remove")
                .contains("EPERM; connections from this node to deleted Services")
                .endsWith("run: ipvsadm --clear");
    }

    private IpvsLeftovers.Deletion deleting(boolean present) {
        return () -> {
            calls.add("delete interface");
            return present;
        };
    }

    private IpvsLeftovers.Deletion flushing(boolean present) {
        return () -> {
            calls.add("flush");
            return present;
        };
    }
}
