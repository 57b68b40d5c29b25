package io.nftproxy.core.nft;

import static io.nftproxy.core.nft.RuleBuilder.rule;
import static io.nftproxy.core.nft.TableRef.Family.INET;
import static io.nftproxy.core.nft.TableRef.Family.IP;
import static io.nftproxy.core.nft.TableRef.Family.IP6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nftproxy.testing.Hex;
import org.junit.jupiter.api.Test;

class RuleBuilderTest {

    @Test
    void testsTheFamilyOnce() {
        Rule rule = rule().daddr(IP).in("a").saddr(IP).in("b").drop();
        assertThat(rule.expressions())
                .filteredOn(Expression.MetaLoad.class::isInstance)
                .hasSize(1)
                .first()
                .isEqualTo(rule.expressions().getFirst());
    }

    @Test
    void rejectsFieldsOfTwoFamilies() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rule().daddr(IP).in("a").daddr(IP6).in("b"));
        assertThatIllegalStateException().isThrownBy(() -> rule().daddr(IP).in("a").nfproto(IP6));
        assertThatIllegalStateException().isThrownBy(() -> rule().nfproto(IP).rejectPort(IP6));
        assertThatIllegalArgumentException().isThrownBy(() -> rule().daddr(INET));
    }

    @Test
    void rejectsOperandsWithoutAConsumer() {
        assertThatIllegalStateException().isThrownBy(() -> rule().daddr(IP).drop());
        assertThatIllegalStateException().isThrownBy(() -> rule().daddr(IP).build());
        assertThatIllegalStateException().isThrownBy(() -> rule().daddr(IP).to().build());
        assertThatIllegalStateException().isThrownBy(() -> rule().l4proto().markOr(1));
    }

    @Test
    void rejectsConsumersWithoutOperands() {
        assertThatIllegalStateException().isThrownBy(() -> rule().vmap("m"));
        assertThatIllegalStateException().isThrownBy(() -> rule().daddr(IP).to().update("m", 0));
        assertThatIllegalStateException().isThrownBy(() -> rule().daddr(IP).update("m", 0));
    }

    @Test
    void rejectsPrefixesOfTheWrongLength() {
        Bytes network = Hex.bytes("0a000000");
        assertThatIllegalStateException().isThrownBy(() -> rule().saddr(IP6).within(network, 8));
        assertThatIllegalStateException()
                .isThrownBy(() -> rule().saddr(IP).thDport().within(network, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> rule().saddr(IP).within(network, 33));
    }

    @Test
    void rejectsInterfaceNamesThatTheKernelRejects() {
        assertThatIllegalArgumentException().isThrownBy(() -> rule().iifname("*"));
        assertThatIllegalArgumentException().isThrownBy(() -> rule().iifname(""));
        assertThatIllegalArgumentException().isThrownBy(() -> rule().iifname("a23456789012345x"));
        assertThat(rule().iifname("a23456789012345").drop().expressions()).hasSize(3);
    }

    @Test
    void storesMarksInHostByteOrder() {
        assertThat(Bytes.ofHostInt(0x4000).hostIntAt(0)).isEqualTo(0x4000);
        assertThat(rule().markOr(0x4000).build().expressions())
                .contains(
                        new Expression.Bitwise(
                                0, 0, Bytes.ofHostInt(0xffffbfff), Bytes.ofHostInt(0x4000)));
    }
}
