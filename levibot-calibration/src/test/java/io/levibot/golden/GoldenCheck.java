package io.levibot.golden;

/** Checks one golden case; a thrown assertion error means that the case fails. */
@FunctionalInterface
public interface GoldenCheck {

    /**
     * Checks one case.
     *
     * @param golden the case
     * @throws Exception when the subject throws what the case does not expect
     */
    void check(GoldenCase golden) throws Exception;
}
