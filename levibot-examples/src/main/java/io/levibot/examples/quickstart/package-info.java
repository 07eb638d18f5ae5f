/** The main job: from bars to a promoted or refused candidate, paper-traded on bars that it never saw. */
@NullMarked
package io.levibot.examples.quickstart;

import org.jspecify.annotations.NullMarked;
