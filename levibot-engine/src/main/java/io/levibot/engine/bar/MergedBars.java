package io.levibot.engine.bar;

import io.levibot.api.Bar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A k-way merge by close time, then symbol, then place in the list. */
final class MergedBars implements BarSource {
    private static final Comparator<Head> ORDER = Comparator.comparing((Head head) -> head.bar.closeTime())
            .thenComparing(head -> head.bar.symbol())
            .thenComparingInt(head -> head.place);

    private final List<BarSource> sources;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);
    private boolean primed;

    private record Head(Bar bar, int place) {}

    MergedBars(List<? extends BarSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public @Nullable Bar next() {
        if (!primed) {
            primed = true;
            for (int i = 0; i < sources.size(); i++) {
                advance(i);
            }
        }
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.place);
        return head.bar;
    }

    @Override
    public void close() {
        primed = true;
        heads.clear();
        List<RuntimeException> failures = new ArrayList<>();
        for (BarSource source : sources) {
            try {
                source.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void advance(int place) {
        Bar bar = sources.get(place).next();
        if (bar != null) {
            heads.add(new Head(bar, place));
        }
    }
}
