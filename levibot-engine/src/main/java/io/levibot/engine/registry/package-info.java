/**
 * Bundles (immutable, content-hashed directories that hold everything a model is served with) and the registry that keeps them,
 * moves aliases over them and gates promotions.
 */
@NullMarked
package io.levibot.engine.registry;

import org.jspecify.annotations.NullMarked;
