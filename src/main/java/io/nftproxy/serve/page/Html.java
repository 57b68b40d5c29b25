package io.nftproxy.serve.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A HTML document that grows. All values in it are escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 14);

    /**
     * Appends markup.
     *
     * @param values the text for each {@code {}} in it; null is empty
     */
    Html add(String markup, @Nullable Object... values) {
        int from = 0;
        for (Object value : values) {
            int at = markup.indexOf("{}", from);
            out.append(markup, from, at);
            escape(Objects.toString(value, ""));
            from = at + 2;
        }
        out.append(markup, from, markup.length());
        return this;
    }

    /**
     * Appends the start of a section with a title; {@link #endSection} ends it.
     *
     * @param id of the section in the document
     */
    Html section(String id, String title) {
        return add(
                """
                <section id="{}" aria-labelledby="{}-title">
                <h2 id="{}-title">{}</h2>
                """,
                id,
                id,
                id,
                title);
    }

    Html endSection() {
        return add("</section>\n");
    }

    /**
     * Appends the start of a table; {@link #endTable} ends it.
     *
     * @param columns titles, each with the classes of its cells and a tooltip if it has some:
     *     {@code num wide|Endpoints|used by this node / ready / all}
     */
    Html table(String... columns) {
        add("<table>\n<thead><tr>");
        for (String column : columns) {
            String[] parts = column.split("\\|", -1);
            add("<th scope=\"col\" class=\"{}\">", parts[0]);
            if (parts.length > 2) {
                add("<abbr title=\"{}\">{}</abbr></th>", parts[2], parts[1]);
            } else {
                add("{}</th>", parts[1]);
            }
        }
        return add("</tr></thead>\n<tbody>\n");
    }

    Html endTable() {
        return add("</tbody>\n</table>\n");
    }

    /** Appends a term and its description, unless that is empty. */
    void fact(String term, String description) {
        if (!description.isEmpty()) {
            add("<div><dt>{}</dt><dd>{}</dd></div>\n", term, description);
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** Returns values with commas between. */
    static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** Returns a text as a part of a URL's path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Html begin(String title) {
        try (InputStream style =
                Objects.requireNonNull(Html.class.getResourceAsStream("page.css"))) {
            return new Html()
                    .add(
                            """
                            <!DOCTYPE html>
                            <html lang="en">
                            <head>
                            <meta charset="utf-8">
                            <meta name="viewport" content="width=device-width, initial-scale=1">
                            <title>{}</title>
                            <style>
                            """,
                            title)
                    .add(new String(style.readAllBytes(), StandardCharsets.UTF_8))
                    .add("</style>\n</head>\n<body>\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the document and returns it. */
    String end() {
        return add("</body>\n</html>\n").out.toString();
    }
}
