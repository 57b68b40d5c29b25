package io.nftproxy.api.decode;

import io.nftproxy.core.model.Cidr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A reader of {@code networking.k8s.io/v1} ServiceCIDRs. */
final class ServiceCidrReader implements ObjectReader<List<Cidr>> {
    private final JsonCursor json;
    private final List<Cidr> cidrs = new ArrayList<>(2);

    ServiceCidrReader(JsonCursor json) {
        this.json = json;
    }

    @Override
    public void read(String field) throws IOException {
        if (field.equals("spec")) {
            json.field("cidrs", () -> readCidrs(json, cidrs));
        }
    }

    /** Adds the CIDRs of an array to a list; notes others. */
    static void readCidrs(JsonCursor json, List<Cidr> into) throws IOException {
        json.items(
                () -> {
                    String text = json.text();
                    Cidr cidr = Cidr.parse(text);
                    if (cidr == null) {
                        json.note(text, "not a CIDR; left out");
                    } else {
                        into.add(cidr);
                    }
                });
    }

    @Override
    public List<Cidr> finish(ObjectMeta meta) {
        return List.copyOf(cidrs);
    }
}
