/**
 * Runs the engine through seeded scenarios of everything that goes wrong, beside a checker that keeps books and rules of its
 * own. {@code SimulationTest} runs a few hundred scenarios; {@code SimulationProgram} as many as one asks for.
 */
@NullMarked
package io.levibot.engine.simulation;

import org.jspecify.annotations.NullMarked;
