/**
 * Programs that run the pipeline over many generated markets: does it refuse where there is nothing to find, and find what is
 * there?
 */
@NullMarked
package io.levibot.examples.study;

import org.jspecify.annotations.NullMarked;
