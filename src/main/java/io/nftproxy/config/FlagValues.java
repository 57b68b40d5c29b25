package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of the configuration's fields.
 *
 * @param given flag and text of each field that was set
 */
public record FlagValues(Map<ConfigField<?>, Given> given) implements ConfigSource {
    /** An empty command line. */
    public static final FlagValues NONE = new FlagValues(Map.of());

    /**
     * One flag with its text.
     *
     * @param flag with its dashes, {@code --cluster-cidr}
     * @param text as typed, {@code 10.244.0.0/16}
     */
    public record Given(String flag, String text) {}

    public FlagValues {
        given = Map.copyOf(given);
    }

    @Override
    public boolean mentions(ConfigField<?> field) {
        return given.containsKey(field);
    }

    @Override
    public String nameOf(ConfigField<?> field) {
        Given said = given.get(field);
        return said == null ? field.path() : said.flag();
    }

    @Override
    public <T> @Nullable T read(ConfigField<T> field, Problems problems) {
        Given said = given.get(field);
        return said == null ? null : field.type().ofText(said.text(), problems);
    }

    @Override
    public boolean isFile(ConfigField<?> field) {
        return false;
    }
}
