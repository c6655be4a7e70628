package io.lotusconsole.tui;

import io.lotusconsole.feed.OwnWorker;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerKind;
import io.lotusconsole.proving.WorkerSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A worker as the miner has it, and what it tells of itself if it is one of ours.
 *
 * @param seen null if the miner does not list it
 * @param own null if it is not one of ours
 */
record WorkerRow(WorkerSnapshot seen, OwnWorker own) {
    /** What a worker is, as far as the two sides say. */
    enum State {
        ENABLED("enabled", Tone.GOOD),
        UNKNOWN("tasks unknown", Tone.WARNING),
        DRAINING("draining", Tone.WARNING),
        CONNECTING("connecting", Tone.WARNING),
        SILENT("silent", Tone.WARNING),
        UNABLE("unable", Tone.BAD),
        DISABLED("disabled", Tone.BAD),
        LOST("lost", Tone.BAD);

        private final String word;
        private final Tone tone;

        State(String word, Tone tone) {
            this.word = word;
            this.tone = tone;
        }

        String word() {
            return word;
        }

        Tone tone() {
            return tone;
        }
    }

    /** By what rows are put in order. */
    enum Order {
        ID("id"),
        HOST("host"),
        KIND("kind"),
        STATE("state"),
        BUSY("busy");

        private final String word;

        Order(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        Order next() {
            return values()[(ordinal() + 1) % values().length];
        }

        private Comparator<WorkerRow> comparator() {
            return switch (this) {
                case ID -> Comparator.comparing(WorkerRow::seen, Comparator.nullsLast(BY_ID));
                case HOST -> Comparator.comparing(WorkerRow::name);
                case KIND -> Comparator.comparing(WorkerRow::kind);
                case STATE -> Comparator.comparing(WorkerRow::state).reversed();
                case BUSY -> Comparator.comparing(WorkerRow::isBusy).reversed();
            };
        }
    }

    private static final Comparator<WorkerSnapshot> BY_ID = Comparator.comparing(WorkerSnapshot::id);

    /**
     * The PoSt workers of a picture.
     *
     * @param filter part of a name, id, kind or state, in any case; after {@code !} those without it
     */
    static List<WorkerRow> of(Picture picture, String filter, Order order, boolean isReversed) {
        Map<String, OwnWorker> own = new HashMap<>();
        List<OwnWorker> left =
                new ArrayList<>(picture.own().isKnown() ? picture.own().value() : List.of());
        left.forEach(worker -> own.put(worker.session(), worker));
        List<WorkerRow> rows = new ArrayList<>();
        if (picture.workers().isKnown()) {
            for (WorkerSnapshot worker : picture.workers().value()) {
                if (worker.isListedAmong(true)) {
                    OwnWorker same = own.get(worker.id().text());
                    left.remove(same);
                    rows.add(new WorkerRow(worker, same));
                }
            }
        }
        left.forEach(worker -> rows.add(new WorkerRow(null, worker)));
        rows.removeIf(row -> !row.matches(filter));
        Comparator<WorkerRow> comparator = order.comparator();
        rows.sort(isReversed ? comparator.reversed() : comparator);
        return rows;
    }

    private boolean matches(String filter) {
        boolean isInverse = filter.startsWith("!");
        String part = (isInverse ? filter.substring(1) : filter).toLowerCase(Locale.ROOT);
        String all = (name() + ' ' + id() + ' ' + kind().title() + ' ' + state().word()).toLowerCase(Locale.ROOT);
        return part.isEmpty() || all.contains(part) != isInverse;
    }

    /** Its host, or of one that is only ours the name it was given here. */
    String name() {
        return seen == null ? own.name() : seen.hostname();
    }

    String id() {
        return seen == null ? own.session() : seen.id().text();
    }

    WorkerKind kind() {
        if (seen == null || !seen.hasTasks()) {
            return own == null ? WorkerKind.SEALING : TaskType.of(own.role()).kind();
        }
        return seen.talliedKind();
    }

    /** Whether the kind is known at all. */
    boolean hasKind() {
        return own != null || seen.hasTasks();
    }

    State state() {
        if (own != null && !own.isAlive()) {
            return State.LOST;
        }
        if (own != null && own.status() != null && own.status().unable() != null) {
            return State.UNABLE;
        }
        if (seen == null) {
            return own.isTelling() ? State.CONNECTING : State.SILENT;
        }
        if (!seen.enabled()) {
            return State.DISABLED;
        }
        if (own != null && !own.isTelling()) {
            return State.SILENT;
        }
        if (own != null && own.status().state().equals("draining")) {
            return State.DRAINING;
        }
        return seen.hasTasks() ? State.ENABLED : State.UNKNOWN;
    }

    boolean isBusy() {
        return seen != null && !seen.taskCounts().isEmpty()
                || own != null
                        && own.status() != null
                        && !own.status().running().isEmpty();
    }
}
