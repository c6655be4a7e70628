package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerOverview.AttachedPath;
import io.lotusconsole.proving.WorkerOverview.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a worker process answers ({@code api/api_worker.go}). */
public final class WorkerCodec {
    private static final Comparator<TaskType> TASK_LINE =
            Comparator.comparingInt(TaskType::order).thenComparing(TaskType::wireName);

    private WorkerCodec() {}

    /** {@code WorkerInfo}, without its resource table. */
    public static Machine machine(JsonCursor in) throws IOException {
        Machine machine = new Machine("", 0, List.of(), 0, 0, 0, 0);
        if (in.beginObject()) {
            String hostname = "";
            while (in.nextField()) {
                switch (in.name()) {
                    case "Hostname" -> hostname = in.text();
                    case "Resources" -> machine = resources(in);
                    default -> in.skip();
                }
            }
            return new Machine(
                    hostname,
                    machine.cpus(),
                    machine.gpus(),
                    machine.memoryBytes(),
                    machine.usedMemoryBytes(),
                    machine.swapBytes(),
                    machine.usedSwapBytes());
        }
        return machine;
    }

    private static Machine resources(JsonCursor in) throws IOException {
        long cpus = 0;
        List<String> gpus = List.of();
        long memory = 0;
        long used = 0;
        long swap = 0;
        long swapUsed = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "CPUs" -> cpus = in.unsignedInteger();
                    case "GPUs" -> gpus = in.texts();
                    case "MemPhysical" -> memory = in.unsignedInteger();
                    case "MemUsed" -> used = in.unsignedInteger();
                    case "MemSwap" -> swap = in.unsignedInteger();
                    case "MemSwapUsed" -> swapUsed = in.unsignedInteger();
                    default -> in.skip();
                }
            }
        }
        return new Machine("", cpus, gpus, memory, used, swap, swapUsed);
    }

    /** The answer to {@code TaskTypes}, {@code {"post/v0/windowproof":{}}}, in the order of the TASK line. */
    public static List<TaskType> taskTypes(JsonCursor in) throws IOException {
        List<TaskType> tasks = new ArrayList<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                tasks.add(TaskType.of(in.name()));
                in.skip();
            }
        }
        tasks.sort(TASK_LINE);
        return tasks;
    }

    /** The answer to {@code Paths}, in the order it came. */
    public static List<AttachedPath> paths(JsonCursor in) throws IOException {
        List<AttachedPath> paths = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                paths.add(path(in));
            }
        }
        return paths;
    }

    private static AttachedPath path(JsonCursor in) throws IOException {
        String id = "";
        long weight = 0;
        String localPath = "";
        boolean canSeal = false;
        boolean canStore = false;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "ID" -> id = in.text();
                    case "Weight" -> weight = in.unsignedInteger();
                    case "LocalPath" -> localPath = in.text();
                    case "CanSeal" -> canSeal = in.bool();
                    case "CanStore" -> canStore = in.bool();
                    default -> in.skip();
                }
            }
        }
        return new AttachedPath(id, weight, localPath, canSeal, canStore);
    }
}
