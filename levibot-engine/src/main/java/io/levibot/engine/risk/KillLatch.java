package io.levibot.engine.risk;

import io.levibot.api.ConfigException;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.engine.execution.OrderIntent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one emergency stop of an engine: durable, fail-closed, tightened by many sources and loosened by {@link #rearm} alone.
 *
 * <table>
 * <caption>What may leave in which state</caption>
 * <tr><th>order</th><th>ARMED</th><th>REDUCE_ONLY</th><th>HALTED</th></tr>
 * <tr><td>entry or increase</td><td>yes</td><td>refused</td><td>refused</td></tr>
 * <tr><td>model exit or decrease</td><td>yes</td><td>yes, clipped</td><td>refused</td></tr>
 * <tr><td>protective exit</td><td>yes</td><td>yes, clipped</td><td>yes, clipped</td></tr>
 * <tr><td>cancel</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * </table>
 *
 * <p>Clipped: {@link ReduceOnly}. State that cannot be read, parsed or written is HALTED. Trips keep the first reason and list
 * the later ones, each once. Two processes that open one directory share one latch.
 *
 * <p>Thread-safe. {@link #state} allocates nothing.
 *
 * @since 0.1.0
 */
public final class KillLatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KillLatch.class);
    private static final String OPERATOR = "operator:";
    private static final int MAX_LATER = 8;

    private final LatchStore store;
    private final InstantSource clock;
    private final ReentrantLock gate = new ReentrantLock();

    KillLatch(LatchStore store, InstantSource clock) {
        this.store = store;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Makes an ARMED latch that forgets with the process: for backtests, replays and tests. Never trade money with it.
     *
     * @param clock gives the times of moves
     * @return the latch
     */
    public static KillLatch inMemory(InstantSource clock) {
        return new KillLatch(new MemoryLatchStore(fresh(clock.instant())), clock);
    }

    /**
     * Opens the latch of a state directory. A file that is missing or damaged makes a HALTED latch, not an exception: see {@link
     * LatchStatus#problem}.
     *
     * @param stateDirectory where the latch file is
     * @param clock gives the times of moves
     * @return the latch
     */
    public static KillLatch open(Path stateDirectory, InstantSource clock) {
        return new KillLatch(new FileLatchStore(stateDirectory), clock);
    }

    /**
     * Creates the ARMED latch file of a new state directory, which is the only way that a latch begins ARMED.
     *
     * @param stateDirectory created if it is missing
     * @param clock gives the time of the first state
     * @throws LevibotException if the directory already has a latch file or a journal (a journal without a latch file means that
     *     the latch was lost), or cannot be written
     */
    public static void initialise(Path stateDirectory, InstantSource clock) {
        try {
            Files.createDirectories(stateDirectory);
            try (DirectoryStream<Path> journals = Files.newDirectoryStream(stateDirectory, "*.jsonl")) {
                if (journals.iterator().hasNext() && !Files.exists(stateDirectory.resolve(FileLatchStore.FILE))) {
                    throw new LevibotException(
                            "kill-latch",
                            "state directory " + stateDirectory
                                    + " has a journal but no latch file: the latch was lost; "
                                    + "re-arm it with an operator and a note instead");
                }
            }
            FileLatchStore.create(stateDirectory, fresh(clock.instant()));
        } catch (FileAlreadyExistsException e) {
            throw new LevibotException(
                    "kill-latch", "state directory " + stateDirectory + " already has a latch file", e);
        } catch (IOException e) {
            throw new LevibotException(
                    "kill-latch", "state directory " + stateDirectory + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * @param stateDirectory a directory, which need not exist
     * @return whether it has a latch file, in whatever condition
     */
    public static boolean isInitialised(Path stateDirectory) {
        return Files.exists(stateDirectory.resolve(FileLatchStore.FILE));
    }

    /** Returns the state as it is kept now, by whichever process; HALTED if that cannot be told. */
    public KillState state() {
        return store.state();
    }

    /** Returns everything as it is kept now. */
    public LatchStatus status() {
        return store.read(clock.instant());
    }

    /**
     * Tightens the latch; never loosens it. Durable before return. If it cannot be written the latch is HALTED in this process
     * and its status says so.
     *
     * @param source who asks: a source's id or {@code operator:NAME}
     * @param verdict what for; one that does not trip is refused
     * @return the status afterwards
     */
    public LatchStatus trip(String source, KillVerdict verdict) {
        if (!verdict.trips()) {
            throw new IllegalArgumentException("a verdict that does not trip cannot move the latch");
        }
        Instant now = clock.instant();
        try {
            return store.update(now, before -> tightened(before, source, verdict, now));
        } catch (IOException e) {
            LOG.error("kill latch could not be written and is HALTED in this process: {}", e.getMessage());
            return store.read(now);
        }
    }

    /**
     * Loosens the latch to ARMED, if it still is in the status that the operator saw. A trip that came after that status, from
     * whichever process, is not cleared by people who do not know of it.
     *
     * @param operator who, not blank
     * @param note why it is safe, not blank
     * @param seen the {@linkplain LatchStatus#stamp stamp} of the status that the operator saw
     * @return the status afterwards
     * @throws ConfigException if operator or note is blank
     * @throws LatchChangedException if the latch was tripped, or re-armed, since; it is as it was
     * @throws LevibotException if the latch cannot be written; it is then HALTED in this process
     */
    public LatchStatus rearm(String operator, String note, String seen) {
        if (operator.isBlank() || note.isBlank()) {
            throw new ConfigException("kill-latch", "re-arming needs an operator and a note, neither blank");
        }
        Instant now = clock.instant();
        try {
            return store.update(now, before -> {
                if (!before.stamp().equals(seen)) {
                    throw new LatchChangedException(before);
                }
                return new LatchStatus(
                        KillState.ARMED, now, OPERATOR + operator, note, KillVerdict.OnTrip.KEEP, List.of(), "", "");
            });
        } catch (IOException e) {
            throw new LevibotException("kill-latch", "cannot be re-armed: " + e.getMessage(), e);
        }
    }

    /**
     * The submit gate. Makes sure that the kept state is still where it is kept, reads it, and runs the action only if that state lets such an order leave; submits do not
     * overlap. A trip that returned before this method was called keeps the order from leaving.
     *
     * @param intent what the order is for
     * @param leave makes the order leave
     * @return whether it ran
     */
    public boolean submit(OrderIntent intent, Runnable leave) {
        gate.lock();
        try {
            if (!allows(store.stateInPlace(), intent)) {
                return false;
            }
            leave.run();
            return true;
        } finally {
            gate.unlock();
        }
    }

    /**
     * @param state a state of the latch
     * @param intent what an order is for
     * @return whether the table of this class lets it leave
     */
    public static boolean allows(KillState state, OrderIntent intent) {
        return switch (intent) {
            case ENTRY -> state == KillState.ARMED;
            case MODEL_EXIT -> state != KillState.HALTED;
            case PROTECTIVE_EXIT -> true;
        };
    }

    /** Releases the file; the kept state stays. May be called twice. */
    @Override
    public void close() {
        store.close();
    }

    private static LatchStatus fresh(Instant now) {
        return new LatchStatus(
                KillState.ARMED, now, "initialised", "new state directory", KillVerdict.OnTrip.KEEP, List.of(), "", "");
    }

    private static LatchStatus tightened(LatchStatus before, String source, KillVerdict verdict, Instant now) {
        if (before.state() == KillState.ARMED) {
            return new LatchStatus(verdict.state(), now, source, verdict.reason(), verdict.onTrip(), List.of(), "", "");
        }
        List<String> later = new ArrayList<>(before.laterReasons());
        String reason = source + ": " + verdict.reason();
        boolean known = later.contains(reason) || reason.equals(before.source() + ": " + before.reason());
        if (later.size() < MAX_LATER && !known) {
            later.add(reason);
        }
        boolean tighter = verdict.state().code() > before.state().code();
        boolean flatten =
                before.onTrip() == KillVerdict.OnTrip.FLATTEN || verdict.onTrip() == KillVerdict.OnTrip.FLATTEN;
        return new LatchStatus(
                before.state().tighter(verdict.state()),
                tighter ? now : before.since(),
                before.source(),
                before.reason(),
                flatten ? KillVerdict.OnTrip.FLATTEN : KillVerdict.OnTrip.KEEP,
                later,
                "",
                "");
    }
}
