/**
 * The commands. Each extends {@link io.levibot.examples.command.BaseCommand}, which gives it {@code --help}, {@code --debug}
 * and the exit codes of {@link io.levibot.examples.command.ExitCode}, and has a {@code main} of its own.
 */
@NullMarked
package io.levibot.examples.command;

import org.jspecify.annotations.NullMarked;
