/** Benchmarks. Run them with {@code mvn -B -q -DskipTests -Pbench verify -Dbench=REGEX}. */
@NullMarked
package io.levibot.examples.bench;

import org.jspecify.annotations.NullMarked;
