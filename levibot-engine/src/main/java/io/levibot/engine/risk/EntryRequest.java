package io.levibot.engine.risk;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.risk.RiskGate.EntryProposal;
import io.levibot.engine.risk.RiskGate.PendingEntries;
import java.time.Instant;

/**
 * What the rules judge an entry by.
 *
 * @param proposal what is wanted
 * @param book what is held, marked to the last prices
 * @param equity of the book
 * @param memory what happened before
 */
record EntryRequest(EntryProposal proposal, Portfolio book, double equity, RiskMemory memory) {
    Bar bar() {
        return proposal.bar();
    }

    Symbol symbol() {
        return proposal.bar().symbol();
    }

    /** The time that all rules count by: the close of the decided bar. */
    Instant now() {
        return proposal.bar().closeTime();
    }

    PendingEntries pending() {
        return proposal.pending();
    }
}
