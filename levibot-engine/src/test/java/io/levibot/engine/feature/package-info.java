@NullMarked
package io.levibot.engine.feature;

import org.jspecify.annotations.NullMarked;
