/**
 * The contract kit: one abstract JUnit 5 class per service provider interface. An implementor extends the class of his type,
 * supplies instances, and has every rule of the interface checked. Each test carries its rule id as a tag and in its display
 * name, so that {@code PRED-03} in a report, an issue or an exclusion means one thing.
 *
 * <p>Needs {@code junit-jupiter} and {@code assertj-core} on the test class path, and nothing else.
 */
@NullMarked
package io.levibot.tck;

import org.jspecify.annotations.NullMarked;
