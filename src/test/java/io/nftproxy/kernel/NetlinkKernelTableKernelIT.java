package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.ElementValue;
import io.nftproxy.ruleset.Field;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.ruleset.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetlinkKernelTableKernelIT {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    @Test
    void listsWhatWasCommitted() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace()) {
            NetlinkKernelTable table;
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                table = new NetlinkKernelTable(NetlinkSocket.open(), TABLE);
            }
            SetSpec services =
                    SetSpec.verdictMap(
                            "service-ips4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT);
            SetSpec endpoints =
                    new SetSpec(
                            "endpoints4",
                            List.of(Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN),
                            new SetSpec.Data.Fields(List.of(Field.IP_DADDR, Field.TH_DPORT)),
                            true,
                            Set.of(),
                            0,
                            0);
            Chain chain = Chain.of("cluster-2");
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < 110_000; i++) {
                elements.add(
                        Element.of(
                                Bytes.ofHex("%08x0600000000500000%08x".formatted(i / 10, i % 10)),
                                new ElementValue.Data(
                                        Bytes.ofHex("0af4%04x00500000".formatted(i % 65536)))));
            }
            Transaction tx =
                    new Transaction(
                            List.of(
                                    new Operation.AddTable(TABLE, "rules for kube-proxy"),
                                    new Operation.AddChain(TABLE, chain),
                                    new Operation.AddSet(TABLE, services),
                                    new Operation.AddSet(TABLE, endpoints),
                                    new Operation.AddElements(
                                            TABLE,
                                            services,
                                            List.of(
                                                    Element.of(
                                                                    Bytes.ofHex(
                                                                            "0a60000a 11000000 00350000"),
                                                                    new Verdict.Goto("cluster-2"))
                                                            .withComment("a/b"))),
                                    new Operation.AddElements(TABLE, endpoints, elements)));
            System.out.println(table.commit(tx));
            String text = new Nft(namespace).run("-t", "list", "table", "inet", "kube-proxy");
            System.out.println(text);
            long t = System.nanoTime();
            System.out.println(table.read().elementsOf("endpoints4").size());
            System.out.println((System.nanoTime() - t) / 1000000 + " ms");
            assertThat(table.changedByOthers()).isFalse();
        }
    }
}
