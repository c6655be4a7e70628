package io.lotusconsole.embedded;

import io.lotusconsole.proving.TaskResources;

/** A worker that registered. Its changing fields belong to its {@link WorkerRegistry} and are guarded by it. */
final class AttachedWorker {
    private final String session;
    private final WorkerInfo info;
    private final WorkerConnection connection;
    private final String taskType;

    /** The scheduler's view: false since a session check failed. */
    private boolean isEnabled = true;

    private BookedResources booked = BookedResources.NOTHING;

    /** Whether it ever had a task: the scheduler goes on listing the count then, even if it is 0. */
    private boolean hadTask;

    /** @param taskType wire name of what it is given; null for a sealing worker, which is given nothing */
    AttachedWorker(String session, WorkerInfo info, WorkerConnection connection, String taskType) {
        this.session = session;
        this.info = info;
        this.connection = connection;
        this.taskType = taskType;
    }

    /** UUID it had when it registered. */
    String session() {
        return session;
    }

    WorkerInfo info() {
        return info;
    }

    WorkerConnection connection() {
        return connection;
    }

    ProofMaker maker() {
        return new ProofMaker(info.hostname(), session);
    }

    private TaskResources needs() {
        return info.needs(taskType);
    }

    boolean isEnabled() {
        return isEnabled;
    }

    void enable(boolean enabled) {
        isEnabled = enabled;
    }

    boolean isReady() {
        return isEnabled && booked.allows(needs(), info);
    }

    BookedResources booked() {
        return booked;
    }

    void begin() {
        booked = booked.with(needs(), info.hardware());
        hadTask = true;
    }

    void end() {
        booked = booked.without(needs(), info.hardware());
    }

    /** A worker as {@code WorkerStats} shows it. */
    record Row(
            String session,
            WorkerInfo info,
            WorkerConnection connection,
            boolean isEnabled,
            BookedResources booked,
            String countKey) {}

    /** It at this moment. */
    Row row() {
        String key = hadTask ? SimulatedChain.SEAL_PROOF + ":" + taskType : null;
        return new Row(session, info, connection, isEnabled, booked, key);
    }
}
