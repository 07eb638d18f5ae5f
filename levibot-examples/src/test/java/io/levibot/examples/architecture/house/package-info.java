/** A house in which each rule of the real one is broken, so that the rules are seen to fail. */
package io.levibot.examples.architecture.house;
