package io.nftproxy.bench.micro;

import io.nftproxy.bench.lab.BenchNode;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.RulesetDiff;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.ExistingSlots;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.ServicePlanner;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.LoopClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The steps of a full sync without the kernel; divide by the number of services to compare. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SyncBenchmark {
    private static final int NFNL_SUBSYS_NFTABLES = 10;

    /** Services, each with ten endpoints. */
    @Param({"1000", "10000"})
    public int services;

    private ClusterState state = new ClusterState();
    private List<ServicePlan> plans = List.of();
    private Transaction transaction = Transaction.EMPTY;
    private Ruleset ruleset = Ruleset.ABSENT;
    private Ruleset held = Ruleset.ABSENT;
    private TransactionEncoder encoder = new TransactionEncoder();
    private ByteBuffer batch = ByteBuffer.allocate(0);

    @Setup
    public void fill() {
        ChangeInbox inbox =
                new ChangeInbox(
                        EnumSet.noneOf(ChangeInbox.Source.class), Map.of(), LoopClock.system());
        Objects.put(new Cluster(services, 10), inbox);
        state = new ClusterState();
        state.apply(inbox.take());
        plans = plan();
        ruleset = render();
        transaction = diff(Ruleset.ABSENT);
        encoder = new TransactionEncoder();
        batch = new TransactionEncoder().encode(transaction, 1, 1).bytes();
        held = decode();
    }

    /** Plans all services. */
    @Benchmark
    public List<ServicePlan> plan() {
        ServicePlanner planner =
                new ServicePlanner(state, BenchNode.LOCAL_NODE, ExistingSlots.NONE);
        List<ServicePlan> all = new ArrayList<>(state.serviceCount());
        for (ObjectName name : state.serviceNames()) {
            all.add(planner.plan(name, null));
        }
        return all;
    }

    /** Renders all plans to elements and rules. */
    @Benchmark
    public Ruleset render() {
        return new AppliedTable(BenchNode.SETTINGS).change(BenchNode.NODE_PLAN, plans).after();
    }

    /** Compares two equal tables. */
    @Benchmark
    public Transaction diff() {
        return diff(held);
    }

    private Transaction diff(Ruleset have) {
        TransactionBuilder difference = new TransactionBuilder(BenchNode.TABLE);
        RulesetDiff.between(have, ruleset, difference);
        return difference.build();
    }

    /** Encodes the whole table as netlink messages. */
    @Benchmark
    public EncodedBatch encode() {
        return encoder.encode(transaction, 1, 1);
    }

    /** Decodes the messages of the whole table. */
    @Benchmark
    public Ruleset decode() {
        RulesetDecoder decoder = new RulesetDecoder(BenchNode.TABLE);
        ByteBuffer bytes = batch.duplicate().order(ByteOrder.nativeOrder());
        MessageReader messages = new MessageReader(bytes, bytes.limit());
        while (messages.next()) {
            if (messages.type() >>> Byte.SIZE == NFNL_SUBSYS_NFTABLES) {
                decoder.accept(messages);
            }
        }
        return decoder.ruleset();
    }
}
