package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of fields without a class of their own. */
final class FieldTypes {
    private static final Pattern MINOR_RELEASE = Pattern.compile("\\d{1,4}\\.\\d{1,4}");

    static final FieldType<String> TEXT =
            new TextType<>("string", "a string, in quotes", text -> text, text -> text);

    static final FieldType<IpAddress> IP_ADDRESS =
            new TextType<>("IP address", "an IP address", IpAddress::parse, IpAddress::toString);

    static final FieldType<ProxyMode> MODE =
            TextType.oneOf(List.of(ProxyMode.values()), ProxyMode::text);

    static final FieldType<DetectLocalMode> DETECT_LOCAL_MODE =
            TextType.oneOf(List.of(DetectLocalMode.values()), DetectLocalMode::text);

    static final FieldType<LogFormat> LOG_FORMAT =
            TextType.oneOf(List.of(LogFormat.values()), LogFormat::text);

    static final FieldType<List<Cidr>> CIDR_PAIR =
            new TextType<>(
                    "CIDR, or one of each family with a comma between",
                    "a CIDR, or one of each family with a comma between",
                    FieldTypes::cidrPair,
                    cidrs -> cidrs.stream().map(Cidr::toString).collect(Collectors.joining(",")));

    static final FieldType<String> RELEASE =
            new TextType<>(
                    "minor release",
                    "a minor release such as 1.35, in quotes",
                    text -> text.isEmpty() || MINOR_RELEASE.matcher(text).matches() ? text : null,
                    text -> text);

    static final FieldType<String> PORT_RANGE =
            new TextType<>(
                    "port range",
                    "a port, first-last or first+more",
                    text -> isPortRange(text) ? text : null,
                    text -> text);

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:([-+])(\\d{1,5}))?");

    private FieldTypes() {}

    /** Returns the type of a listen address. Empty text, of a flag only, means no server. */
    static FieldType<Optional<ListenAddress>> listenAddress(int defaultPort) {
        return new TextType<>(
                "IP:port",
                "IP:port with an IP address and a port from 1 to 65535",
                text -> {
                    if (text.isEmpty()) {
                        return Optional.empty();
                    }
                    ListenAddress address = ListenAddress.parse(text, defaultPort);
                    return address == null ? null : Optional.of(address);
                },
                address -> address.map(ListenAddress::toString).orElse(""));
    }

    private static @Nullable List<Cidr> cidrPair(String text) {
        List<Cidr> cidrs = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Cidr cidr = Cidr.parse(part.strip());
            if (cidr == null) {
                return null;
            }
            cidrs.add(cidr);
        }
        long families = cidrs.stream().map(Cidr::family).distinct().count();
        return families == cidrs.size() ? cidrs : null;
    }

    private static boolean isPortRange(String text) {
        var match = RANGE.matcher(text);
        if (!match.matches()) {
            return text.isEmpty();
        }
        int first = Integer.parseInt(match.group(1));
        int second = match.group(3) == null ? first : Integer.parseInt(match.group(3));
        int last = "+".equals(match.group(2)) ? first + second : second;
        return first <= last && last <= 65535;
    }
}
