/** Tests of what the interfaces themselves do: configuration, context, data sets, defaults. */
@NullMarked
package io.levibot.api.spi;

import org.jspecify.annotations.NullMarked;
