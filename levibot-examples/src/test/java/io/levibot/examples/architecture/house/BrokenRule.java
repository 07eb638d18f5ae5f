package io.levibot.examples.architecture.house;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks a class each of whose members breaks a rule. */
@Retention(RetentionPolicy.RUNTIME)
public @interface BrokenRule {
    /** Name of the rule. */
    String value();
}
