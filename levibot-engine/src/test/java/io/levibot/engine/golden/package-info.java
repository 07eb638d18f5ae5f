/** Reads the golden suites: reference cases of the published implementations, kept as data. */
@NullMarked
package io.levibot.engine.golden;

import org.jspecify.annotations.NullMarked;
