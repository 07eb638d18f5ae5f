package io.levibot.engine.registry;

import io.levibot.api.ArtifactException;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.FileGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of immutable bundles with movable aliases.
 *
 * <p>Aliases are {@code champion} (what is served), {@code challenger} (what is tried beside it) and {@code previous} (where a
 * rollback returns to); {@code latest} is the bundle that was registered last. A move verifies the bundle first, then replaces
 * one small file atomically (write, force, rename, force) and adds a line to the history. Every change holds a lock file, so
 * that promoters in several threads and processes take turns.
 *
 * <p>Damage never loses the champion silently: the alias file and the history carry the same events, each with a hash, and the
 * one stands in for the other; {@link #state} says so. Cut off at any byte, a registry names the champion or the one before, or
 * says in an error where the intact one is.
 *
 * <p>Thread-safety: safe for use by several threads, objects and processes. Reading takes no lock.
 *
 * @since 0.1.0
 */
public final class ModelRegistry {
    /** The alias of the bundle that is served. */
    public static final String CHAMPION = "champion";

    /** The alias of the bundle that is tried beside the champion. */
    public static final String CHALLENGER = "challenger";

    /** The alias of the champion before. */
    public static final String PREVIOUS = "previous";

    /** Names the bundle that was registered last. */
    public static final String LATEST = "latest";

    private static final int SHOWN_IDS = 10;

    private final Path directory;
    private final InstantSource clock;
    private final BundleStore bundles;
    private final AliasStore aliases;
    private final TrialLedger ledger;

    private ModelRegistry(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.bundles = new BundleStore(directory);
        this.aliases = new AliasStore(directory);
        this.ledger = new TrialLedger(directory);
    }

    /**
     * Opens a registry, and creates it where there is none.
     *
     * @param directory where it lies
     * @param clock stamps the history
     * @return the registry
     * @throws RegistryException if the directory cannot be created or is none
     */
    public static ModelRegistry open(Path directory, InstantSource clock) {
        ModelRegistry registry = new ModelRegistry(
                Objects.requireNonNull(directory, "directory"), Objects.requireNonNull(clock, "clock"));
        try {
            Files.createDirectories(registry.bundles.directory());
        } catch (IOException e) {
            throw new RegistryException(
                    "no registry can be made in " + directory + ": " + AtomicFiles.reason(e)
                            + "; give a directory that can be written",
                    e);
        }
        return registry;
    }

    /**
     * @param directory where a registry may lie
     * @return whether one was ever made there; nothing is created by asking
     */
    public static boolean exists(Path directory) {
        return Files.isDirectory(new BundleStore(directory).directory());
    }

    /** Returns where the registry lies. */
    public Path directory() {
        return directory;
    }

    /**
     * Stores a bundle. Content that is there already is verified and kept, so that registering twice is harmless. A complete
     * bundle counts as a trial from here on.
     *
     * @param content what to store
     * @return the stored bundle
     * @throws RegistryException if it cannot be written, or a damaged bundle of that id lies there; nothing is left behind
     */
    public Bundle register(BundleContent content) {
        BundleId id = BundleWriter.idOf(content);
        return change("bundle " + id + " was not registered", before -> {
            content.completion().ifPresent(completion -> count(content, completion));
            Bundle bundle = bundles.holds(id) ? intactTwin(id) : bundles.write(content);
            if (!lastRegistered(before.events()).equals(Optional.of(id))) {
                String why = content.kind() + " bundle stored";
                aliases.note(
                        before, event(before, RegistryAction.REGISTERED, id, "levibot", why, null, before.aliases()));
            }
            return bundle;
        });
    }

    /**
     * Makes a bundle champion. The champion so far becomes {@code previous}. A bundle that is champion already stays it, and
     * nothing is changed.
     *
     * @param id a complete bundle
     * @param decision what the gates found, and an operator's override if there is one
     * @param who promotes it: 1 to 100 characters
     * @param why its reason, 1 to 1000 characters
     * @return the event that made it champion
     * @throws RegistryException if a gate refuses and is not overridden, the bundle is unknown or not complete, or the move cannot
     *     be written; the aliases are then what they were
     * @throws ArtifactException if the bundle is damaged; the aliases are then what they were
     */
    public RegistryEvent promote(BundleId id, PromotionDecision decision, String who, String why) {
        if (decision.outcome() == PromotionDecision.Outcome.REFUSED) {
            throw new RegistryException(
                    "bundle " + id + " is refused: " + decision.reason() + "; improve it, or override with a reason");
        }
        return change("bundle " + id + " was not promoted", before -> {
            requireComplete(id);
            if (before.aliases().champion().equals(Optional.of(id))) {
                return promotionOf(before.events(), id)
                        .or(() -> Optional.ofNullable(before.move()))
                        .orElseThrow();
            }
            RegistryEvent event = event(
                    before,
                    RegistryAction.PROMOTED,
                    id,
                    who,
                    why,
                    decision,
                    before.aliases().promoting(id));
            aliases.move(before, event);
            return event;
        });
    }

    /**
     * Makes the previous champion champion again; the champion becomes {@code previous}, so that a second rollback returns.
     *
     * @param who rolls back: 1 to 100 characters
     * @param why its reason, 1 to 1000 characters
     * @return the event
     * @throws RegistryException if there is no previous champion or the move cannot be written; the aliases are then what they were
     * @throws ArtifactException if the previous champion is damaged; the aliases are then what they were
     */
    public RegistryEvent rollback(String who, String why) {
        return change("nothing was rolled back", before -> {
            BundleId id = before.aliases()
                    .previous()
                    .orElseThrow(() ->
                            new RegistryException("there is no previous champion to roll back to; the champion is "
                                    + before.aliases()
                                            .champion()
                                            .map(BundleId::value)
                                            .orElse("not set either")));
            requireComplete(id);
            RegistryEvent event = event(
                    before,
                    RegistryAction.ROLLED_BACK,
                    id,
                    who,
                    why,
                    null,
                    before.aliases().rolledBack());
            aliases.move(before, event);
            return event;
        });
    }

    /**
     * Makes a bundle challenger, which is not gated: it does not trade.
     *
     * @param id a complete bundle
     * @param who does it: 1 to 100 characters
     * @param why its reason, 1 to 1000 characters
     * @return the event
     * @throws RegistryException if the bundle is unknown or not complete, or the move cannot be written
     * @throws ArtifactException if the bundle is damaged
     */
    public RegistryEvent challenge(BundleId id, String who, String why) {
        return change("bundle " + id + " did not become challenger", before -> {
            requireComplete(id);
            RegistryEvent event = event(
                    before,
                    RegistryAction.CHALLENGED,
                    id,
                    who,
                    why,
                    null,
                    before.aliases().challengedBy(id));
            aliases.move(before, event);
            return event;
        });
    }

    /**
     * Returns what the aliases name, and what damage was worked around.
     *
     * @throws RegistryException if neither the alias file nor the history can tell
     */
    public RegistryState state() {
        AliasStore.Contents contents = aliases.read();
        List<String> problems = new ArrayList<>(contents.problems());
        if (!ledger.exists() && bundles.ids().stream().anyMatch(this::isComplete)) {
            problems.add("trials.jsonl in " + directory + " is missing; only the trials of stored bundles are counted");
        }
        return new RegistryState(contents.aliases(), contents.move(), problems);
    }

    /**
     * Returns every event by sequence.
     *
     * @throws RegistryException if neither the alias file nor the history can be read
     */
    public List<RegistryEvent> history() {
        return aliases.read().events();
    }

    /**
     * @param id a bundle
     * @return the event that last made it champion, if one did
     */
    public Optional<RegistryEvent> promotionOf(BundleId id) {
        return promotionOf(aliases.read().events(), id);
    }

    /** Returns every bundle in the order of ids, with the aliases that name it. Only manifests are verified. */
    public List<BundleEntry> list() {
        Map<BundleId, List<String>> names = aliasNames(state().aliases());
        List<BundleEntry> entries = new ArrayList<>();
        for (BundleId id : bundles.ids()) {
            entries.add(entry(id, names.getOrDefault(id, List.of())));
        }
        return entries;
    }

    /**
     * @param reference an id, {@code champion}, {@code challenger}, {@code previous} or {@code latest}
     * @return the bundle it names, which is there but not verified
     * @throws RegistryException if it names nothing; says what there is
     */
    public BundleId resolve(String reference) {
        Optional<BundleId> id = switch (reference) {
            case CHAMPION -> state().aliases().champion();
            case CHALLENGER -> state().aliases().challenger();
            case PREVIOUS -> state().aliases().previous();
            case LATEST -> latest();
            default -> BundleId.isId(reference) ? Optional.of(new BundleId(reference)) : Optional.empty();
        };
        return id.filter(bundles::holds)
                .orElseThrow(() -> new RegistryException(id.map(
                                        missing -> "bundle " + missing + " is not in the registry")
                                .orElse("'" + Texts.shown(reference) + "' names no bundle")
                        + "; there are " + shownIds() + "; give an id, champion, challenger, previous or latest"));
    }

    /**
     * @param reference an id, {@code champion}, {@code challenger}, {@code previous} or {@code latest}
     * @return the bundle it names, every byte verified
     * @throws RegistryException if it names nothing
     * @throws ArtifactException if the bundle is damaged; for a champion the message names the one before it
     */
    public Bundle read(String reference) {
        BundleId id = resolve(reference);
        try {
            return bundles.read(id);
        } catch (ArtifactException e) {
            Aliases now = state().aliases();
            if (now.previous().isEmpty() || !now.champion().equals(Optional.of(id))) {
                throw e;
            }
            throw new ArtifactException(
                    "registry",
                    "the champion is damaged: " + e.getMessage() + "; roll back to the champion before it, "
                            + now.previous().get(),
                    e);
        }
    }

    /**
     * @param id a bundle
     * @return the bundle, every byte verified
     * @throws RegistryException if it is not in the registry
     * @throws ArtifactException if it is damaged
     */
    public Bundle read(BundleId id) {
        return read(id.value());
    }

    /**
     * Counts a candidate that was tested but is not registered. Complete bundles are counted by {@link #register}.
     *
     * @param trial the candidate
     * @throws RegistryException if the ledger cannot be read or written
     */
    public void recordTrial(TrialRecord trial) {
        Objects.requireNonNull(trial, "trial");
        change("a trial was not counted", before -> {
            restoreLedger();
            ledger.append(trial);
            return trial;
        });
    }

    /**
     * Returns every candidate that was ever tested on overlapping data, each once. A candidate that is evaluated anew is among
     * them if it was tested before: leave it out by its {@link BundleContent#candidate}. Where the ledger is missing, the
     * bundles that are stored are counted instead, which {@link #state} says.
     *
     * @param range symbols and times
     * @return the trials in the order in which they were first made
     * @throws RegistryException if the ledger is damaged: an undercount would flatter
     */
    public List<TrialRecord> trialsOverlapping(TestRange range) {
        return ledger.exists() ? ledger.overlapping(range) : TrialLedger.overlapping(range, storedTrials());
    }

    /**
     * Returns the figures of a bundle as the gates must see them now: its Sharpe ratio deflated by the points of its own sweep and
     * by every other candidate that was ever tested on overlapping data, also after it.
     *
     * @param content content of a complete bundle
     * @return its figures, with at least as many trials as when it was evaluated
     * @throws RegistryException if the bundle is not complete, or the ledger is damaged
     */
    public EvaluationFigures figuresNow(BundleContent content) {
        Completion completion = content.completion()
                .orElseThrow(() -> new RegistryException(
                        "the bundle is only trained: calibrate it and tune its thresholds first"));
        TestRange range = testRange(content);
        long others = trialsOverlapping(range).stream()
                .filter(trial -> !trial.is(content.candidate(), range))
                .count();
        PolicyPart policy = completion.policy();
        return completion.figures().withTrials(policy.trials() + others, policy.effectiveTrials() + others);
    }

    private static TestRange testRange(BundleContent content) {
        DataBlock test = content.provenance().split().test().orElseThrow();
        return new TestRange(content.market().symbols(), test.from(), test.until());
    }

    @FunctionalInterface
    private interface Change<T> {
        T apply(AliasStore.Contents before) throws IOException;
    }

    private <T> T change(String consequence, Change<T> change) {
        try (FileGuard guard = FileGuard.acquire(directory.resolve("registry.lock"))) {
            BundleStore.sweep(directory);
            BundleStore.sweep(bundles.directory());
            return change.apply(aliases.read());
        } catch (UncheckedIOException e) {
            throw unwritable(consequence, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritable(consequence, e);
        }
    }

    private RegistryException unwritable(String consequence, IOException e) {
        return new RegistryException(
                consequence + ": the registry in " + directory + " cannot be written: " + AtomicFiles.reason(e)
                        + "; the aliases are unchanged",
                e);
    }

    private RegistryEvent event(
            AliasStore.Contents before,
            RegistryAction action,
            BundleId bundle,
            String who,
            String why,
            @Nullable PromotionDecision decision,
            Aliases after) {
        String override = decision == null ? null : decision.effectiveOverride().orElse(null);
        List<GateResult> gates = decision == null ? List.of() : decision.gates();
        return new RegistryEvent(
                before.nextSequence(), clock.instant(), action, bundle, who, why, override, gates, after);
    }

    private void requireComplete(BundleId id) {
        if (!bundles.holds(id)) {
            throw new RegistryException("bundle " + id + " is not in the registry; there are " + shownIds());
        }
        if (bundles.read(id).kind() != BundleKind.COMPLETE) {
            throw new RegistryException(
                    "bundle " + id + " is only trained: calibrate it and tune its thresholds first");
        }
    }

    private Bundle intactTwin(BundleId id) {
        try {
            return bundles.read(id);
        } catch (ArtifactException e) {
            throw new RegistryException(
                    "a damaged bundle " + id + " lies in the registry: " + e.getMessage()
                            + "; remove its directory and register again",
                    e);
        }
    }

    private static TrialRecord trial(BundleContent content, Completion completion) {
        return new TrialRecord(
                content.candidate(),
                testRange(content),
                completion.policy().trials(),
                completion.policy().effectiveTrials(),
                completion.figures().sharpePerBar());
    }

    /** The trials of the bundles that are stored; each damaged one would be a trial less, so it is an error. */
    private List<TrialRecord> storedTrials() {
        List<TrialRecord> trials = new ArrayList<>();
        for (BundleId id : bundles.ids()) {
            try {
                BundleContent content = bundles.read(id).content();
                content.completion().ifPresent(completion -> trials.add(trial(content, completion)));
            } catch (ArtifactException e) {
                throw new RegistryException(
                        "the ledger of trials is missing and cannot be made again of the stored bundles: "
                                + e.getMessage() + "; restore trials.jsonl in " + directory,
                        e);
            }
        }
        return trials;
    }

    private boolean isComplete(BundleId id) {
        return entry(id, List.of())
                .kind()
                .filter(kind -> kind == BundleKind.COMPLETE)
                .isPresent();
    }

    private void restoreLedger() throws IOException {
        List<TrialRecord> stored = ledger.exists() ? List.of() : storedTrials();
        if (!stored.isEmpty()) {
            ledger.restore(stored);
        }
    }

    private void count(BundleContent content, Completion completion) {
        try {
            restoreLedger();
            ledger.append(trial(content, completion));
        } catch (IOException e) {
            throw new RegistryException("the trial could not be counted: " + AtomicFiles.reason(e), e);
        }
    }

    private BundleEntry entry(BundleId id, List<String> names) {
        try {
            ManifestReader manifest = bundles.manifest(id);
            return new BundleEntry(id, manifest.kind(), manifest.provenance().createdAt(), names, null);
        } catch (ArtifactException e) {
            return new BundleEntry(id, null, null, names, e.getMessage());
        }
    }

    /** The last in the history; bundles that the history does not know come after, by age. */
    private Optional<BundleId> latest() {
        List<RegistryEvent> events = aliases.read().events();
        Map<BundleId, Long> registered = new HashMap<>();
        events.stream()
                .filter(event -> event.action() == RegistryAction.REGISTERED)
                .forEach(event -> registered.put(event.bundle(), event.sequence()));
        return bundles.ids().stream()
                .max(Comparator.comparing((BundleId id) -> registered.getOrDefault(id, Long.MAX_VALUE))
                        .thenComparing(id -> entry(id, List.of()).createdAt().orElse(Instant.MIN))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<BundleId> lastRegistered(List<RegistryEvent> events) {
        return events.stream()
                .filter(event -> event.action() == RegistryAction.REGISTERED)
                .reduce((earlier, later) -> later)
                .map(RegistryEvent::bundle);
    }

    private static Optional<RegistryEvent> promotionOf(List<RegistryEvent> events, BundleId id) {
        return events.stream()
                .filter(event -> event.bundle().equals(id))
                .filter(event -> event.aliases().champion().equals(Optional.of(id)))
                .filter(event ->
                        event.action() == RegistryAction.PROMOTED || event.action() == RegistryAction.ROLLED_BACK)
                .reduce((earlier, later) -> later);
    }

    private static Map<BundleId, List<String>> aliasNames(Aliases aliases) {
        Map<BundleId, List<String>> names = new HashMap<>();
        aliases.champion()
                .ifPresent(id ->
                        names.computeIfAbsent(id, any -> new ArrayList<>()).add(CHAMPION));
        aliases.challenger()
                .ifPresent(id ->
                        names.computeIfAbsent(id, any -> new ArrayList<>()).add(CHALLENGER));
        aliases.previous()
                .ifPresent(id ->
                        names.computeIfAbsent(id, any -> new ArrayList<>()).add(PREVIOUS));
        return names;
    }

    private String shownIds() {
        List<BundleId> ids = bundles.ids();
        if (ids.isEmpty()) {
            return "no bundles";
        }
        String more = ids.size() > SHOWN_IDS ? " and " + (ids.size() - SHOWN_IDS) + " more" : "";
        return ids.stream().limit(SHOWN_IDS).toList() + more;
    }
}
