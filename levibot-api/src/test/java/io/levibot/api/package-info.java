/** Tests of the domain types. */
@NullMarked
package io.levibot.api;

import org.jspecify.annotations.NullMarked;
