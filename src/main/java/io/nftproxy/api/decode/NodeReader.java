package io.nftproxy.api.decode;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A reader of this node's own {@code v1} Node. */
final class NodeReader implements ObjectReader<Node> {
    private static final String AUTOSCALER_TAINT = "ToBeDeletedByClusterAutoscaler";

    private final JsonCursor json;
    private final String ownName;
    private final List<IpAddress> internalIps = new ArrayList<>();
    private final List<IpAddress> externalIps = new ArrayList<>();
    private final List<Cidr> podCidrs = new ArrayList<>();
    private String podCidr = "";
    private boolean isTainted;

    private String addressType = "";
    private String addressText = "";

    NodeReader(JsonCursor json, String ownName) {
        this.json = json;
        this.ownName = ownName;
    }

    @Override
    public void read(String field) throws IOException {
        switch (field) {
            case "spec" -> json.fields(this::readSpec);
            case "status" -> json.field("addresses", () -> json.items(this::readAddress));
            default -> {}
        }
    }

    private void readSpec(String field) throws IOException {
        switch (field) {
            case "podCIDR" -> podCidr = json.text();
            case "podCIDRs" -> ServiceCidrReader.readCidrs(json, podCidrs);
            case "taints" -> json.items(() -> json.field("key", this::readTaint));
            default -> {}
        }
    }

    private void readTaint() throws IOException {
        isTainted |= json.text().equals(AUTOSCALER_TAINT);
    }

    private void readAddress() throws IOException {
        addressType = "";
        addressText = "";
        json.fields(
                field -> {
                    switch (field) {
                        case "type" -> addressType = json.text();
                        case "address" -> addressText = json.text();
                        default -> {}
                    }
                });
        switch (addressType) {
            case "InternalIP" -> addAddress(internalIps);
            case "ExternalIP" -> addAddress(externalIps);
            default -> {}
        }
    }

    private void addAddress(List<IpAddress> into) {
        IpAddress address = IpAddress.parse(addressText);
        if (address == null) {
            json.noteField("address", addressText, "not an IP address; left out");
        } else {
            into.add(address);
        }
    }

    @Override
    public boolean isWanted(ObjectMeta meta) {
        return meta.objectName().name().equals(ownName);
    }

    @Override
    public Node finish(ObjectMeta meta) {
        Cidr only = podCidrs.isEmpty() ? Cidr.parse(podCidr) : null;
        if (only != null) {
            podCidrs.add(only);
        }
        List<IpAddress> addresses = new ArrayList<>(internalIps);
        addresses.addAll(externalIps);
        return new Node(
                ownName,
                meta.uid(),
                meta.labels(),
                addresses,
                podCidrs,
                !isTainted && !meta.isDeleting());
    }
}
