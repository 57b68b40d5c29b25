package io.nftproxy.tools.demo;

/** The result of one connection. */
sealed interface Landing {
    /** A pod answered with its name. */
    record Reached(String pod) implements Landing {}

    /** The connection was refused. */
    record Refused() implements Landing {}

    /**
     * The connection failed in another way.
     *
     * @param why for example {@code Read timed out}
     */
    record Failed(String why) implements Landing {}
}
