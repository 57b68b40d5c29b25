package io.nftproxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static List<HttpRequest> read(String text, int pieceBytes) throws Exception {
        RequestReader reader = new RequestReader();
        List<HttpRequest> requests = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            reader.feed(ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at)));
            for (HttpRequest next = reader.next(); next != null; next = reader.next()) {
                requests.add(next);
            }
        }
        return requests;
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void findsTheSameRequestsHoweverTheBytesAreCut(int pieceBytes) throws Exception {
        String text =
                """
                GET /healthz?verbose=1 HTTP/1.1\r
                Host: node:10256\r
                Accept: text/plain\r
                accept: */*\r
                \r
                PUT /debug/flags/v HTTP/1.1\r
                Content-Length: 2\r
                \r
                10HEAD / HTTP/1.0\r
                \r
                """;

        List<HttpRequest> requests = read(text, pieceBytes);

        assertThat(requests).extracting(HttpRequest::method).containsExactly("GET", "PUT", "HEAD");
        HttpRequest first = requests.getFirst();
        assertThat(first.path()).isEqualTo("/healthz");
        assertThat(first.parameter("verbose")).isEqualTo("1");
        assertThat(first.header("accept")).isEqualTo("text/plain, */*");
        assertThat(requests.get(1).body()).isEqualTo("10");
        assertThat(requests).extracting(HttpRequest::keepAlive).containsExactly(true, true, false);
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource({
        "GET /a HTTP/1.1\\r\\n\\r\\n,                       /a, true",
        "GET /a HTTP/1.1\\n\\n,                             /a, true",
        "GET http://node:1/a HTTP/1.1\\r\\n\\r\\n,          /a, true",
        "GET http://node:1 HTTP/1.1\\r\\n\\r\\n,            /,  true",
        "GET /a HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n, /a, false",
        "GET /a HTTP/1.0\\r\\n\\r\\n,                       /a, false",
    })
    void readsEachForm(String text, String path, boolean keepAlive) throws Exception {
        assertThat(read(unescaped(text), 1000))
                .singleElement()
                .satisfies(request -> assertThat(request.path()).isEqualTo(path))
                .satisfies(request -> assertThat(request.keepAlive()).isEqualTo(keepAlive));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "GET /\\r\\n\\r\\n,                                               400",
        "GET  / HTTP/1.1\\r\\n\\r\\n,                                     400",
        "GET / HTTP/2.0\\r\\n\\r\\n,                                      505",
        "GET / HTTP/1.1\\r\\nno colon\\r\\n\\r\\n,                        400",
        "GET / HTTP/1.1\\r\\nName : x\\r\\n\\r\\n,                        400",
        "GET / HTTP/1.1\\r\\nContent-Length: -1\\r\\n\\r\\n,              400",
        "GET / HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n, 400",
        "GET / HTTP/1.1\\r\\nContent-Length: 99999999999\\r\\n\\r\\n,     413",
        "GET / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n,      501",
    })
    void refuses(String text, int status) {
        RequestReader.Refused refused =
                catchThrowableOfType(
                        RequestReader.Refused.class, () -> read(unescaped(text), 1000));

        assertThat(refused.status()).isEqualTo(status);
    }

    @Test
    void refusesAHeadWithoutEnd() {
        String text = "GET / HTTP/1.1\r\n" + "X-Filler: 0123456789\r\n".repeat(1000);

        RequestReader.Refused refused =
                catchThrowableOfType(RequestReader.Refused.class, () -> read(text, 4096));

        assertThat(refused.status()).isEqualTo(431);
    }

    @Test
    void aParameterWithABadEscapeIsNotThere() throws Exception {
        HttpRequest request = read("GET /?a=%zz&b=x%20y HTTP/1.1\r\n\r\n", 1000).getFirst();

        assertThat(request.parameter("a")).isNull();
        assertThat(request.parameter("b")).isEqualTo("x y");
        assertThat(request.parameter("c")).isNull();
    }
}
