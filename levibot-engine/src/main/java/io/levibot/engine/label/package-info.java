/**
 * Labels: what a model is asked to foresee, when each answer became known, and which answers are missing.
 */
@NullMarked
package io.levibot.engine.label;

import org.jspecify.annotations.NullMarked;
