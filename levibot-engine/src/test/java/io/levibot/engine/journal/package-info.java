@NullMarked
package io.levibot.engine.journal;

import org.jspecify.annotations.NullMarked;
