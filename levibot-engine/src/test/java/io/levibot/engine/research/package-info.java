@NullMarked
package io.levibot.engine.research;

import org.jspecify.annotations.NullMarked;
