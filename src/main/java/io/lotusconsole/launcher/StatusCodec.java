package io.lotusconsole.launcher;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.WorkerStatus;
import io.lotusconsole.proving.WorkerStatus.EndedTask;
import io.lotusconsole.proving.WorkerStatus.RunningTask;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The document of a worker's {@code /status}, of which a newer worker may say more than is read here. */
final class StatusCodec {
    private static final String KIND = "WorkerStatus";

    private StatusCodec() {}

    /** @throws IOException if it is no such document */
    static WorkerStatus read(String json) throws IOException {
        try (JsonCursor in = new JsonCursor(json)) {
            return status(in);
        }
    }

    private static WorkerStatus status(JsonCursor in) throws IOException {
        String kind = "";
        String state = "";
        String session = "";
        String version = "";
        long pid = 0;
        String[] miner = {"", ""};
        Instant startedAt = null;
        Instant registeredAt = null;
        String unable = null;
        boolean enabled = false;
        List<RunningTask> running = List.of();
        List<EndedTask> ended = List.of();
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "kind" -> kind = text(in);
                    case "state" -> state = text(in);
                    case "session" -> session = text(in);
                    case "version" -> version = text(in);
                    case "pid" -> pid = in.integer();
                    case "miner" -> miner = miner(in);
                    case "startedAt" -> startedAt = time(in);
                    case "registeredAt" -> registeredAt = time(in);
                    case "unable" -> unable = textOrWhatever(in);
                    case "enabled" -> enabled = in.bool();
                    case "running" -> running = running(in);
                    case "lastTasks" -> ended = tasks(in);
                    default -> in.skip();
                }
            }
        }
        if (!kind.equals(KIND)) {
            throw new IOException("the answer is not the status of a worker");
        }
        return new WorkerStatus(
                state,
                session,
                version,
                pid,
                miner[0],
                miner[1],
                startedAt,
                registeredAt,
                unable,
                enabled,
                running,
                ended);
    }

    private static String text(JsonCursor in) throws IOException {
        String text = in.textOrNull();
        return text == null ? "" : text;
    }

    /** A sentence, or what else stands in its place, as it is written; null for none. */
    private static String textOrWhatever(JsonCursor in) throws IOException {
        return in.isText() || in.isNull() ? in.textOrNull() : in.raw();
    }

    private static Instant time(JsonCursor in) throws IOException {
        String text = text(in);
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw in.misplaced("a time");
        }
    }

    /** Address and actor. */
    private static String[] miner(JsonCursor in) throws IOException {
        String[] miner = {"", ""};
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "address" -> miner[0] = text(in);
                    case "actor" -> miner[1] = text(in);
                    default -> in.skip();
                }
            }
        }
        return miner;
    }

    private static List<RunningTask> running(JsonCursor in) throws IOException {
        List<RunningTask> running = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                String kind = "";
                String phase = "";
                long read = 0;
                long sectors = 0;
                Instant start = null;
                if (in.beginObject()) {
                    while (in.nextField()) {
                        switch (in.name()) {
                            case "kind" -> kind = text(in);
                            case "phase" -> phase = text(in);
                            case "sectorsRead" -> read = in.integer();
                            case "sectors" -> sectors = in.integer();
                            case "startedAt" -> start = time(in);
                            default -> in.skip();
                        }
                    }
                }
                running.add(new RunningTask(kind, phase, read, sectors, start));
            }
        }
        return running;
    }

    private static List<EndedTask> tasks(JsonCursor in) throws IOException {
        List<EndedTask> tasks = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                tasks.add(ended(in));
            }
        }
        return tasks;
    }

    private static EndedTask ended(JsonCursor in) throws IOException {
        String kind = "";
        String outcome = "";
        Instant start = null;
        long sectors = 0;
        long skipped = 0;
        long millis = 0;
        String error = null;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "kind" -> kind = text(in);
                    case "outcome" -> outcome = text(in);
                    case "startedAt" -> start = time(in);
                    case "sectors" -> sectors = in.integer();
                    case "skipped" -> skipped = count(in);
                    case "millis" -> millis = total(in);
                    case "error" -> error = textOrWhatever(in);
                    default -> in.skip();
                }
            }
        }
        return new EndedTask(kind, outcome, start, sectors, skipped, millis, error);
    }

    private static long count(JsonCursor in) throws IOException {
        long count = 0;
        if (in.beginArray()) {
            while (in.nextElement()) {
                in.skip();
                count++;
            }
        }
        return count;
    }

    private static long total(JsonCursor in) throws IOException {
        long total = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("total")) {
                    total = in.integer();
                } else {
                    in.skip();
                }
            }
        }
        return total;
    }
}
