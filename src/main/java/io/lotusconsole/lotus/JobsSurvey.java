package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.SectorJob;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.rpc.RpcException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what {@code sealing jobs} shows: the jobs, and beside them the workers for their host names. */
public final class JobsSurvey {
    private final MinerClient miner;
    private final WorkerSource workers;

    public JobsSurvey(MinerClient miner, WorkerSource workers) {
        this.miner = miner;
        this.workers = workers;
    }

    /** @param hostnames of the workers the miner knows */
    public record Jobs(List<SectorJob> jobs, Answer<Map<WorkerId, String>> hostnames) {}

    /** @throws RpcException if the jobs cannot be had */
    public Jobs jobs() throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("workers", 1)) {
            ParallelCalls.Pending<Map<WorkerId, String>> hostnames = calls.ask(this::hostnames);
            // On this thread: without jobs there is nothing to name a host in.
            List<SectorJob> jobs = miner.workerJobs();
            return new Jobs(jobs, hostnames.answer());
        }
    }

    private Map<WorkerId, String> hostnames() throws RpcException {
        Map<WorkerId, String> hostnames = new HashMap<>();
        for (WorkerSnapshot worker : workers.workers()) {
            hostnames.put(worker.id(), worker.hostname());
        }
        return hostnames;
    }
}
