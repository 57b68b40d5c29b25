package io.nftproxy.tools.demo;

/** What became of one connection. */
sealed interface Landing {
    /** A pod answered with its name. */
    record Reached(String pod) implements Landing {}

    /** It was refused at once. */
    record Refused() implements Landing {}

    /**
     * Neither.
     *
     * @param why {@code Read timed out}
     */
    record Failed(String why) implements Landing {}
}
