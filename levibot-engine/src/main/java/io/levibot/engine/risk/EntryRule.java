package io.levibot.engine.risk;

import io.levibot.api.Reason;
import org.jspecify.annotations.Nullable;

/** One link of the chain that every entry passes. Changes nothing; the same request gives the same answer. */
interface EntryRule {
    /**
     * @param request what is wanted and everything that it is judged by
     * @return why the entry is refused, or null
     */
    @Nullable
    Reason refusal(EntryRequest request);
}
