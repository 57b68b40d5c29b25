package io.nftproxy.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.Hex;
import io.nftproxy.testing.LimitedSet;
import io.nftproxy.testing.NftScript;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionTextTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final SetSpec SET = LimitedSet.of(7, SetSpec.set("ports", Field.TH_DPORT));
    private static final SetSpec MAP = SetSpec.verdictMap("m", Field.L4PROTO, Field.TH_DPORT);
    private static final List<Element> ELEMENTS =
            List.of(Element.of(Bytes.ofShort(443)), Element.of(Bytes.ofShort(80)));
    private static final BaseChain NAT =
            new BaseChain(BaseChain.Type.NAT, BaseChain.Hook.OUTPUT, -100);

    private static final List<Operation> OPERATIONS =
            List.of(
                    new Operation.AddTable(TABLE, "rules for kube-proxy"),
                    new Operation.DeleteTable(new TableRef(TableRef.Family.IP6, "kube-proxy")),
                    new Operation.AddChain(TABLE, Chain.of("plain")),
                    new Operation.AddChain(TABLE, new Chain("nat-output", NAT, List.of())),
                    new Operation.FlushChain(TABLE, "plain"),
                    new Operation.DeleteChain(TABLE, "plain"),
                    new Operation.AddRule(TABLE, "nat-output", RuleBuilder.rule().goTo("plain")),
                    new Operation.DeleteRule(TABLE, "nat-output", 7),
                    new Operation.AddSet(TABLE, SET),
                    new Operation.AddSet(TABLE, MAP),
                    new Operation.DeleteSet(TABLE, "ports"),
                    new Operation.FlushSet(TABLE, "ports"),
                    new Operation.AddElements(TABLE, SET, ELEMENTS),
                    new Operation.AddElements(
                            TABLE,
                            MAP,
                            List.of(Element.of(Hex.bytes("06000000 00500000"), Verdict.DROP))),
                    new Operation.DeleteElements(TABLE, SET, ELEMENTS),
                    new Operation.DestroyElements(TABLE, SET, ELEMENTS));

    @Test
    void printsTheTimeoutOfElements() {
        SetSpec clients = SetSpec.set("clients", Field.IP_SADDR);
        List<Element> elements = List.of(Element.of(Hex.bytes("0a000009")));
        assertThat(TransactionText.of(new Operation.AddElements(TABLE, clients, elements, 90_000)))
                .isEqualTo("add element inet kube-proxy clients { 10.0.0.9 timeout 1m30s }");
    }

    @Test
    void printsOneLineForEachOperation() {
        assertThat(NftScript.of(new Transaction(OPERATIONS)))
                .isEqualTo(
                        """
                        add table inet kube-proxy { comment "rules for kube-proxy"; }
                        delete table ip6 kube-proxy
                        add chain inet kube-proxy plain
                        add chain inet kube-proxy nat-output \
                        { type nat hook output priority -100; policy accept; }
                        flush chain inet kube-proxy plain
                        delete chain inet kube-proxy plain
                        add rule inet kube-proxy nat-output goto plain
                        delete rule inet kube-proxy nat-output handle 7
                        add set inet kube-proxy ports { type inet_service; size 7; }
                        add map inet kube-proxy m { type inet_proto . inet_service : verdict; }
                        delete set inet kube-proxy ports
                        flush set inet kube-proxy ports
                        add element inet kube-proxy ports { 80, 443 }
                        add element inet kube-proxy m { tcp . 80 : drop }
                        delete element inet kube-proxy ports { 80, 443 }
                        destroy element inet kube-proxy ports { 80, 443 }
                        """);
        assertThat(NftScript.of(Transaction.EMPTY)).isEmpty();
    }

    @Test
    void countsElementsInSummaries() {
        assertThat(OPERATIONS.stream().map(TransactionText::summary))
                .containsExactly(
                        "add table inet kube-proxy",
                        "delete table ip6 kube-proxy",
                        "add chain inet kube-proxy plain",
                        "add chain inet kube-proxy nat-output",
                        "flush chain inet kube-proxy plain",
                        "delete chain inet kube-proxy plain",
                        "add rule inet kube-proxy nat-output",
                        "delete rule inet kube-proxy nat-output handle 7",
                        "add set inet kube-proxy ports",
                        "add map inet kube-proxy m",
                        "delete set inet kube-proxy ports",
                        "flush set inet kube-proxy ports",
                        "add element inet kube-proxy ports (2 elements)",
                        "add element inet kube-proxy m (1 element)",
                        "delete element inet kube-proxy ports (2 elements)",
                        "destroy element inet kube-proxy ports (2 elements)");
    }
}
