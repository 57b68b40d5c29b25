package io.nftproxy.config.flags;

import java.util.List;

/** The values of flags without a field in the configuration file. */
record ProcessFlags(
        VersionRequest version,
        boolean cleanup,
        boolean ownRulesOnly,
        boolean initOnly,
        String config,
        String writeConfigTo,
        String master) {
    /**
     * Parses them.
     *
     * @param ownVersion of this program, {@code v0.1.0}
     * @param errors receives a line for each error
     */
    static ProcessFlags of(GivenFlags given, String ownVersion, List<String> errors) {
        boolean cleanup = given.isOn(Flags.CLEANUP, errors);
        boolean ownRulesOnly = given.isOn(Flags.OWN_RULES_ONLY, errors);
        if (ownRulesOnly && !cleanup) {
            errors.add("--own-rules-only: needs --cleanup");
        }
        given.isOn(Flags.WEB_PAGE, errors); // Read from the reported flags; only checked here.
        return new ProcessFlags(
                VersionRequest.of(given.text(Flags.VERSION), ownVersion, errors),
                cleanup,
                ownRulesOnly,
                given.isOn(Flags.INIT_ONLY, errors),
                given.text(Flags.CONFIG),
                given.text(Flags.WRITE_CONFIG_TO),
                given.text(Flags.MASTER));
    }
}
