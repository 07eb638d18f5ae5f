/**
 * Service provider interfaces. A plugin implements a {@link io.levibot.api.spi.Provider provider} with a public no-argument
 * constructor, lists it under {@code META-INF/services} (and in {@code provides} on the module path), and is selected by its
 * name. The engine finds its own parts the same way.
 */
@NullMarked
package io.levibot.api.spi;

import org.jspecify.annotations.NullMarked;
