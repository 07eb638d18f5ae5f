/** Reads the golden suites: reference cases of the published implementations, kept as data. Shared by the tests of several modules. */
@NullMarked
package io.levibot.golden;

import org.jspecify.annotations.NullMarked;
