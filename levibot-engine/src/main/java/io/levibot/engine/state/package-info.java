/**
 * The directory in which an engine keeps what must survive it: the kill latch, the segments of its journal, snapshots and a
 * reserve of disk space.
 */
@NullMarked
package io.levibot.engine.state;

import org.jspecify.annotations.NullMarked;
