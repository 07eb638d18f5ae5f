/**
 * What happens in an engine, as values that listeners receive: the journal, metrics, monitors and notifiers.
 */
@NullMarked
package io.levibot.engine.event;

import org.jspecify.annotations.NullMarked;
