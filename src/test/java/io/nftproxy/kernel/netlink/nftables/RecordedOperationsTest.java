package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.nftables.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.kernel.netlink.HexDump;
import io.nftproxy.kernel.netlink.HexFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables and chains are encoded byte for byte as nft does for the same command. */
class RecordedOperationsTest {
    static Stream<Arguments> operations() {
        return Stream.of(
                arguments("table-add-table", new Operation.AddTable(TABLE, "rules for kube-proxy")),
                arguments("table-delete-table", new Operation.DeleteTable(TABLE)),
                arguments("table-add-chain", new Operation.AddChain(TABLE, Chain.of("services"))),
                arguments(
                        "table-add-base-chain",
                        baseChain(
                                "nat-prerouting",
                                BaseChain.Type.NAT,
                                BaseChain.Hook.PREROUTING,
                                -100)),
                arguments(
                        "table-add-base-chain-filter",
                        baseChain(
                                "filter-output",
                                BaseChain.Type.FILTER,
                                BaseChain.Hook.OUTPUT,
                                -110)),
                arguments("table-flush-chain", new Operation.FlushChain(TABLE, "services")),
                arguments("table-delete-chain", new Operation.DeleteChain(TABLE, "services")),
                arguments("table-delete-rule", new Operation.DeleteRule(TABLE, "services", 2)),
                arguments("table-delete-set", new Operation.DeleteSet(TABLE, "s")),
                arguments("table-flush-set", new Operation.FlushSet(TABLE, "cluster-ips4")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void sendsWhatNftSends(String file, Operation operation) {
        HexDump.assertSame(file, HexFile.read(file), RecordedMessage.encode(operation));
    }

    @Test
    void comparesEveryRecording() {
        Set<String> compared =
                operations()
                        .map(arguments -> (String) arguments.get()[0])
                        .collect(Collectors.toSet());

        assertThat(compared).containsExactlyInAnyOrderElementsOf(HexFile.names("table-"));
    }

    private static Operation baseChain(
            String name, BaseChain.Type type, BaseChain.Hook hook, int priority) {
        BaseChain base = new BaseChain(type, hook, priority);
        return new Operation.AddChain(TABLE, new Chain(name, base, List.of()));
    }
}
