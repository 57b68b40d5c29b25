package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The removal of kube-proxy's rules while another process changes the tables. */
class KubeProxyRulesTest {
    private static final TableRef OLD = new TableRef(TableRef.Family.IP, "kube-proxy");
    private static final TableRef OLD6 = new TableRef(TableRef.Family.IP6, "kube-proxy");

    private final Set<TableRef> tables = new LinkedHashSet<>(Set.of(OLD));
    private final List<Transaction> commits = new ArrayList<>();
    private int rejections;

    @Test
    void readsAgainAfterARejectedCommit() throws Exception {
        rejections = 1;

        KubeProxyRules removed = KubeProxyRules.remove(foreign(), kernel());

        assertThat(removed.tables()).containsExactly(OLD6);
        assertThat(commits)
                .containsExactly(
                        new Transaction(List.of(new Operation.DeleteTable(OLD))),
                        new Transaction(List.of(new Operation.DeleteTable(OLD6))));
    }

    @Test
    void givesUpAfterFourAttempts() {
        rejections = Integer.MAX_VALUE;

        assertThatThrownBy(() -> KubeProxyRules.remove(foreign(), kernel()))
                .isInstanceOf(CommitRejected.class);
        assertThat(commits).hasSize(4);
    }

    private ForeignTables foreign() {
        return new ForeignTables() {
            @Override
            public Set<TableRef> tables() {
                return tables;
            }

            @Override
            public ForeignTable read(TableRef table) {
                return new ForeignTable(table, new TreeMap<>());
            }

            @Override
            public boolean hasElements(TableRef table, String set) {
                return false;
            }
        };
    }

    /** Rejects commits, and replaces one table by another. */
    private KernelTable kernel() {
        return new KernelTable() {
            @Override
            public TableRef table() {
                return TestNode.OURS;
            }

            @Override
            public Ruleset read(ExpectedKeys expected) {
                return Ruleset.ABSENT;
            }

            @Override
            public List<Element> readElements(SetSpec set) {
                return List.of();
            }

            @Override
            public List<SetFill> fills() {
                return List.of();
            }

            @Override
            public CommitReport commit(Transaction transaction) throws CommitRejected {
                commits.add(transaction);
                if (rejections-- > 0) {
                    tables.clear();
                    tables.add(OLD6);
                    throw new CommitRejected("delete table " + OLD, 2, "ENOENT", "", null, null);
                }
                return CommitReport.NOTHING;
            }

            @Override
            public Optional<ForeignChange> foreignChange() {
                return Optional.empty();
            }

            @Override
            public void onForeignChange(Runnable wake) {}
        };
    }
}
