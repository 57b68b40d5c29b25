package io.nftproxy.api;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions of {@code NO_PROXY} with the rules of Go's {@code net/http}: addresses, networks
 * and names, separated by commas. Addresses and names may have a port. A name covers its subdomains
 * as well, {@code .example} covers subdomains only, and {@code *} covers every server.
 */
record NoProxy(String exceptions) {
    /** An IPv6 address has more than one colon, unless it is in brackets. */
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):(\\d*)");

    /**
     * Returns whether requests to a server bypass the proxy.
     *
     * @param host a name, or an address without brackets
     */
    boolean covers(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        IpAddress address = IpAddress.parse(name);
        if (name.equals("localhost") || (address != null && address.isLoopback())) {
            return true;
        }
        for (String entry : exceptions.toLowerCase(Locale.ROOT).split(",")) {
            if (covers(entry.strip(), name, address, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(
            String entry, String name, @Nullable IpAddress address, int port) {
        Cidr network = Cidr.parse(entry);
        if (network != null) {
            return address != null && network.contains(address);
        }
        Matcher parts = WITH_PORT.matcher(entry);
        boolean hasPort = parts.matches();
        String host = hasPort ? parts.group(1) : entry;
        String wanted = hasPort ? parts.group(2) : "";
        boolean portFits = wanted.isEmpty() || wanted.equals(Integer.toString(port));
        if (host.isEmpty()) {
            return false;
        }
        IpAddress exception = IpAddress.parse(host.replaceAll("^\\[|]$", ""));
        if (exception != null) {
            return exception.equals(address) && portFits;
        }
        return host.equals("*") && !hasPort || (isUnder(name, host) && portFits);
    }

    /** Returns whether an entry covers a name; {@code *.example} is {@code .example}. */
    private static boolean isUnder(String name, String entry) {
        String suffix = entry.startsWith("*.") ? entry.substring(1) : entry;
        return suffix.startsWith(".")
                ? name.endsWith(suffix)
                : name.equals(suffix) || name.endsWith("." + suffix);
    }
}
