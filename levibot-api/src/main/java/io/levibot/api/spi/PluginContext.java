package io.levibot.api.spi;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.PluginException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the engine gives a plugin that is being created, so that the plugin needs no global state: the clock, an executor for
 * CPU work, the seed of all randomness, saved state, the feature schema, and the other plugins. Immutable.
 *
 * @since 0.1.0
 */
public final class PluginContext {
    /** Seed used where the host gives none. */
    public static final long DEFAULT_SEED = 42L;

    private final InstantSource clock;
    private final Executor executor;
    private final long seed;
    private final @Nullable Artifact artifact;
    private final @Nullable FeatureSchema schema;
    private final Lookup lookup;

    private PluginContext(Builder builder) {
        this.clock = builder.clock;
        this.executor = builder.executor;
        this.seed = builder.seed;
        this.artifact = builder.artifact;
        this.schema = builder.schema;
        this.lookup = builder.lookup;
    }

    /**
     * Finds another plugin's provider, for plugins that are composed of others (a stack of predictors).
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Lookup {
        /**
         * @param type provider interface, for example {@code PredictorProvider.class}
         * @param name the provider's name
         * @param <P> the provider interface
         * @return the one provider of that name
         * @throws PluginException if there is none or several
         */
        <P extends Provider<?>> P find(Class<P> type, String name);
    }

    /** Returns a builder whose clock must be given; everything else has a default. */
    public static Builder builder(InstantSource clock) {
        return new Builder(clock);
    }

    /** Returns the clock; plugins use no other. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns the executor for CPU work; by default it runs tasks on the calling thread. */
    public Executor executor() {
        return executor;
    }

    /** Returns the seed from which all of the plugin's randomness derives. */
    public long seed() {
        return seed;
    }

    /** Returns the saved state to restore, if there is one. */
    public Optional<Artifact> artifact() {
        return Optional.ofNullable(artifact);
    }

    /**
     * @param owner name of the plugin that needs saved state, for the message
     * @return the saved state to restore
     * @throws ArtifactException if there is none
     */
    public Artifact requiredArtifact(String owner) {
        if (artifact == null) {
            throw new ArtifactException(
                    owner, "needs saved state to be created; load a bundle that holds it, or fit it first");
        }
        return artifact;
    }

    /** Returns the schema of the features that a predictor will be given, if it is known. */
    public Optional<FeatureSchema> schema() {
        return Optional.ofNullable(schema);
    }

    /**
     * @param type provider interface
     * @param name the provider's name
     * @param <P> the provider interface
     * @return the provider of another plugin
     * @throws PluginException if there is none or several
     */
    public <P extends Provider<?>> P provider(Class<P> type, String name) {
        return lookup.find(type, name);
    }

    /** Returns a builder that begins with this context's values. */
    public Builder toBuilder() {
        Builder builder = new Builder(clock);
        builder.executor = executor;
        builder.seed = seed;
        builder.artifact = artifact;
        builder.schema = schema;
        builder.lookup = lookup;
        return builder;
    }

    /**
     * Collects the parts of a context. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final InstantSource clock;
        private Executor executor = Runnable::run;
        private long seed = DEFAULT_SEED;
        private @Nullable Artifact artifact;
        private @Nullable FeatureSchema schema;
        private Lookup lookup = new NoPlugins();

        private Builder(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * @param executor runs CPU work
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * @param seed from which all randomness derives
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * @param artifact saved state to restore, or null for none
         * @return this
         */
        public Builder artifact(@Nullable Artifact artifact) {
            this.artifact = artifact;
            return this;
        }

        /**
         * @param schema schema of the features, or null if it is not known
         * @return this
         */
        public Builder schema(@Nullable FeatureSchema schema) {
            this.schema = schema;
            return this;
        }

        /**
         * @param lookup finds other plugins
         * @return this
         */
        public Builder lookup(Lookup lookup) {
            this.lookup = Objects.requireNonNull(lookup, "lookup");
            return this;
        }

        /** Returns the context. */
        public PluginContext build() {
            return new PluginContext(this);
        }
    }

    private static final class NoPlugins implements Lookup {
        @Override
        public <P extends Provider<?>> P find(Class<P> type, String name) {
            throw new PluginException(
                    "plugins", "no " + type.getSimpleName() + " '" + name + "': this context offers no other plugins");
        }
    }
}
