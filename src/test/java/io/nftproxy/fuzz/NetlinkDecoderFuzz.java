package io.nftproxy.fuzz;

import io.nftproxy.core.diff.RulesetDiff;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SampleTable;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.kernel.netlink.HexFile;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.conntrack.FlowDecoder;
import io.nftproxy.kernel.netlink.generic.GenericRequests;
import io.nftproxy.kernel.netlink.nftables.ChangeSummary;
import io.nftproxy.kernel.netlink.nftables.ElementCount;
import io.nftproxy.kernel.netlink.nftables.ForeignTableDecoder;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.TableListDecoder;
import io.nftproxy.kernel.netlink.route.AddressDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every decoder of netlink messages, with the messages of one datagram. */
final class NetlinkDecoderFuzz {
    private NetlinkDecoderFuzz() {}

    static FuzzTarget target() {
        List<byte[]> seeds = new ArrayList<>();
        HexFile.names("").stream().sorted().forEach(name -> seeds.add(HexFile.read(name)));
        return new FuzzTarget("netlink-decoders", seeds, NetlinkDecoderFuzz::read);
    }

    private static void read(byte[] input) {
        ByteBuffer datagram = ByteBuffer.wrap(input);
        RulesetDecoder table = new RulesetDecoder(SampleTable.TABLE);
        attempt(() -> each(datagram, table::accept));
        table(table);
        ForeignTableDecoder foreign = new ForeignTableDecoder(SampleTable.TABLE);
        attempt(() -> each(datagram, foreign::accept));
        foreign.table();
        ChangeSummary summary = new ChangeSummary(SampleTable.TABLE);
        attempt(() -> each(datagram, summary::accept));
        summary.change();
        attempt(() -> each(datagram, new TableListDecoder()::accept));
        attempt(() -> each(datagram, new ElementCount()::accept));
        attempt(() -> each(datagram, NlmsgError::of));
        attempt(() -> each(datagram, NlmsgError::ofDone));
        attempt(() -> each(datagram, FlowDecoder::decode));
        attempt(() -> each(datagram, FlowDecoder::decodeEvent));
        attempt(() -> each(datagram, AddressDecoder::address));
        attempt(() -> each(datagram, Generation::of));
        attempt(() -> each(datagram, GenericRequests::familyNumber));
    }

    /** Prints the decoded table, and compares it with another one. */
    private static void table(RulesetDecoder decoder) {
        Ruleset read = decoder.ruleset();
        NftText.of(SampleTable.TABLE, read);
        for (SetSpec set : decoder.sets()) {
            decoder.hasElementsTwice(set);
        }
        TransactionBuilder repair = new TransactionBuilder(SampleTable.TABLE);
        RulesetDiff.between(read, SampleTable.ruleset(), repair);
        repair.build();
    }

    private static void each(ByteBuffer datagram, Consumer<MessageReader> decoder) {
        MessageReader messages = new MessageReader(datagram, datagram.limit());
        while (messages.next()) {
            decoder.accept(messages);
        }
    }

    private static void attempt(Runnable decoding) {
        try {
            decoding.run();
        } catch (MalformedMessage _) {
            // Expected for an invalid message.
        }
    }
}
