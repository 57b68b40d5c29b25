package io.nftproxy.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.Hex;
import io.nftproxy.testing.NftScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of a transaction that is committed before the rest. */
class TransactionTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final SetSpec MAP = SetSpec.verdictMap("service-ips4", Field.IP_DADDR);
    private static final SetSpec LIST = SetSpec.verdictMap("list", Field.IP_DADDR);
    private static final Chain CHAIN = Chain.of("cluster-3", RuleBuilder.rule().drop());
    private static final Element TO_CHAIN =
            Element.of(Hex.bytes("0a600001"), new Verdict.Goto("cluster-3"));
    private static final Element OF_LIST =
            Element.of(Hex.bytes("0a600002"), new Verdict.Goto("cluster-3"));

    private final TransactionBuilder builder = new TransactionBuilder(TABLE);

    @Test
    void newChainsAndTheirSetsComeFirst() {
        builder.addElement(MAP, TO_CHAIN);
        builder.deleteElement(MAP, OF_LIST);
        builder.addSet(LIST);
        builder.addElements(LIST, List.of(OF_LIST));
        builder.addChain(CHAIN);
        builder.deleteChain("cluster-2");
        Transaction all = builder.build();

        Transaction first = all.newChains();

        assertThat(NftScript.of(first).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("add chain inet kube-proxy cluster-3"),
                        line -> assertThat(line).startsWith("add map inet kube-proxy list"),
                        line -> assertThat(line).endsWith("cluster-3 drop"),
                        line -> assertThat(line).startsWith("add element inet kube-proxy list"));
        assertThat(NftScript.of(all.without(first)).lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("flush chain inet kube-proxy cluster-2"),
                        line -> assertThat(line).startsWith("delete element inet kube-proxy"),
                        line -> assertThat(line).startsWith("add element inet kube-proxy service-"),
                        line ->
                                assertThat(line)
                                        .isEqualTo("delete chain inet kube-proxy cluster-2"));
    }

    @Test
    void changeWithoutNewChainsIsOneTransaction() {
        builder.addElement(MAP, TO_CHAIN);
        builder.replaceRules(CHAIN);
        builder.addSet(LIST);

        assertThat(builder.build().newChains().isEmpty()).isTrue();
    }

    @Test
    void newTableIsOneTransaction() {
        builder.addTable();
        builder.addChain(CHAIN);
        builder.addElement(MAP, TO_CHAIN);

        assertThat(builder.build().newChains().isEmpty()).isTrue();
    }

    @Test
    void replacedSetIsPartOfOneTransaction() {
        builder.addChain(CHAIN);
        builder.replaceSet(LIST);

        assertThat(builder.build().newChains().isEmpty()).isTrue();
    }
}
