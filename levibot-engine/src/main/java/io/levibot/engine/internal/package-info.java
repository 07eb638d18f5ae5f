/**
 * What several packages of the engine share and no host may rely on: one way to read and write JSON, to replace a file, and to
 * hash. Changes without notice.
 */
@NullMarked
package io.levibot.engine.internal;

import org.jspecify.annotations.NullMarked;
