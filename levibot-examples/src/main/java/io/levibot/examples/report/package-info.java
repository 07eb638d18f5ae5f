/** The report that a person looks at: one self-contained page. */
@NullMarked
package io.levibot.examples.report;

import org.jspecify.annotations.NullMarked;
