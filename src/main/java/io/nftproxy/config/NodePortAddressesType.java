package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of networks and the keywords {@code primary}, {@code localhost} and {@code all}. */
record NodePortAddressesType() implements FieldType<NodePortAddresses> {
    private static final String PRIMARY = "primary";
    private static final String LOCALHOST = "localhost";
    private static final String ALL = "all";

    @Override
    public String description() {
        return "list of CIDRs and of the words primary, localhost, all";
    }

    @Override
    public @Nullable NodePortAddresses ofYaml(Object value, Problems problems) {
        List<String> texts = TextListType.ANY.ofYaml(value, problems);
        return texts == null ? null : ofTexts(texts, problems);
    }

    @Override
    public @Nullable NodePortAddresses ofText(String text, Problems problems) {
        List<String> texts = TextListType.ANY.ofText(text, problems);
        return texts == null ? null : ofTexts(texts, problems);
    }

    private static @Nullable NodePortAddresses ofTexts(List<String> texts, Problems problems) {
        if (texts.isEmpty()) {
            return null;
        }
        List<Cidr> cidrs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Cidr cidr = Cidr.parse(text);
            if (cidr != null) {
                cidrs.add(cidr);
            } else if (!List.of(PRIMARY, LOCALHOST, ALL).contains(text)) {
                problems.at("[" + i + "]")
                        .add(
                                text,
                                "must be a CIDR such as 192.0.2.0/24, or primary, localhost or"
                                        + " all");
            }
        }
        return new NodePortAddresses(
                texts.contains(PRIMARY), texts.contains(LOCALHOST), texts.contains(ALL), cidrs);
    }

    @Override
    public boolean isList() {
        return true;
    }

    @Override
    public @Nullable Object toYaml(NodePortAddresses value) {
        if (value.equals(NodePortAddresses.DEFAULT)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (value.primary()) {
            texts.add(PRIMARY);
        }
        if (value.localhost()) {
            texts.add(LOCALHOST);
        }
        if (value.all()) {
            texts.add(ALL);
        }
        value.cidrs().forEach(cidr -> texts.add(cidr.toString()));
        return texts;
    }
}
