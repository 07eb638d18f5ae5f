/** The program: {@link io.levibot.examples.Main} holds every command, and each command can be run and read on its own. */
@NullMarked
package io.levibot.examples;

import org.jspecify.annotations.NullMarked;
