package io.nftproxy.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes parsers and generators. */
final class JsonStreams {
    /**
     * Field names are not interned: {@code managedFields} has names that hold addresses, new ones
     * all the time.
     */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private JsonStreams() {}

    /** A parser of one value, or of several one after another. */
    static JsonParser open(InputStream body) throws IOException {
        return FACTORY.createParser(body);
    }

    /** A generator of one value, in UTF-8. */
    static JsonGenerator write(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }
}
