package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves of mode ipvs, and what is said of what does not. */
class IpvsTakeoverTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void theInterfaceAndAllVirtualServersLeave() {
        Outcome outcome = new IpvsTakeover(deleting(true), flushing(true)).run();

        assertThat(outcome.removed())
                .containsExactly("interface kube-ipvs0", "all virtual servers of IPVS");
        assertThat(outcome.exitStatus()).isZero();
        assertThat(calls).containsExactly("delete kube-ipvs0", "flush");
    }

    /** They may be a load balancer's that has nothing to do with kube-proxy. */
    @Test
    void withoutTheInterfaceVirtualServersStay() {
        Outcome outcome = new IpvsTakeover(deleting(false), flushing(true)).run();

        assertThat(outcome).isEqualTo(Outcome.NOTHING);
        assertThat(calls).containsExactly("delete kube-ipvs0");
    }

    @Test
    void aKernelWithoutIpvsHasNoVirtualServersToLeave() {
        Outcome outcome = new IpvsTakeover(deleting(true), flushing(false)).run();

        assertThat(outcome.removed()).containsExactly("interface kube-ipvs0");
        assertThat(outcome.problems()).isEmpty();
    }

    @Test
    void anInterfaceThatStaysIsSaidWithWhatItDoesAndTheCommand() {
        Interfaces refusing =
                name -> {
                    throw new IOException("cannot delete the interface " + name + ": EPERM");
                };

        Outcome outcome = new IpvsTakeover(refusing, flushing(true)).run();

        assertThat(calls).as("its evidence stays, so all does").isEmpty();
        assertThat(outcome.exitStatus()).isOne();
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .contains("kube-ipvs0 and the virtual servers of IPVS are left")
                .contains("cannot delete the interface kube-ipvs0: EPERM")
                .endsWith("run: ip link delete kube-ipvs0; ipvsadm --clear");
    }

    @Test
    void virtualServersThatStayAreSaidWithWhatTheyDoAndTheCommand() {
        VirtualServers refusing =
                () -> {
                    throw new IOException("cannot remove the virtual servers of IPVS: EPERM");
                };

        Outcome outcome = new IpvsTakeover(deleting(true), refusing).run();

        assertThat(outcome.removed()).containsExactly("interface kube-ipvs0");
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .contains("virtual servers of IPVS are left: cannot remove")
                .contains("EPERM; connections from this node to deleted Services")
                .endsWith("run: ipvsadm --clear");
    }

    private Interfaces deleting(boolean present) {
        return name -> {
            calls.add("delete " + name);
            return present;
        };
    }

    private VirtualServers flushing(boolean present) {
        return () -> {
            calls.add("flush");
            return present;
        };
    }
}
