package io.lotusconsole.worker;

/** The series of {@code /metrics}, in their order: names, types, labels and meanings. */
public enum Metric {
    INFO("lotus_worker_info", Type.GAUGE, "role, version", "Always 1; labels say what runs."),
    REGISTERED("lotus_worker_registered", Type.GAUGE, "role", "Whether the miner has this worker on its list."),
    READY("lotus_worker_ready", Type.GAUGE, "role", "Whether the miner can count on this worker."),
    UNABLE("lotus_worker_unable", Type.GAUGE, "role", "Whether a self-check has to pass before this worker proves."),
    MINER_POLL_AGE(
            "lotus_worker_miner_poll_age_seconds",
            Type.GAUGE,
            "role",
            "Since the miner last asked for the session; -1 for never."),
    TASKS_RUNNING("lotus_worker_tasks_running", Type.GAUGE, "phase", "Tasks by phase."),
    TASKS("lotus_worker_tasks_total", Type.COUNTER, "outcome", "Tasks that ended, by outcome."),
    PHASE_SECONDS("lotus_worker_phase_seconds_total", Type.COUNTER, "phase", "Time of ended tasks in each phase."),
    SKIPPED_SECTORS("lotus_worker_skipped_sectors_total", Type.COUNTER, "", "Sectors left out of proofs."),
    UNDELIVERED("lotus_worker_undelivered_total", Type.COUNTER, "", "Answers whose caller was gone."),
    LOST_LOG_LINES("lotus_worker_lost_log_lines_total", Type.COUNTER, "", "Log lines that could not be written."),
    RESIDENT_MEMORY("process_resident_memory_bytes", Type.GAUGE, "", "Memory of this process."),
    THREADS("process_threads", Type.GAUGE, "", "Threads of this process that Java knows."),
    START_TIME("process_start_time_seconds", Type.GAUGE, "", "When this process started.");

    /** What a scraper may do with the values. */
    public enum Type {
        GAUGE("gauge"),
        COUNTER("counter");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private final String series;
    private final Type type;
    private final String labels;
    private final String help;

    Metric(String series, Type type, String labels, String help) {
        this.series = series;
        this.type = type;
        this.labels = labels;
        this.help = help;
    }

    /** Its name for Prometheus. */
    public String series() {
        return series;
    }

    public Type type() {
        return type;
    }

    /** Names of its labels, with a comma and a blank between them; empty for none. */
    public String labels() {
        return labels;
    }

    /** A sentence. */
    public String help() {
        return help;
    }
}
