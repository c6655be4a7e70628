package io.lotusconsole.cli;

import io.lotusconsole.doctor.MinerConfig;
import io.lotusconsole.feed.OwnWorker;
import io.lotusconsole.feed.PictureFeed;
import io.lotusconsole.launcher.LocalWorkers;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Routing;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What dashboard and watch ask: the miner, its full node, and the workers of this machine. */
final class MinerSources {
    private final Invocation in;
    private final LocalWorkers local;

    /** What own workers told last; of the one thread that asks them. */
    private List<OwnWorker> own = List.of();

    private boolean isFirst = true;

    MinerSources(Invocation in) {
        this.in = in;
        this.local = LocalWorkerGroup.workers(in);
    }

    /** For looks again and again. Addresses are resolved now, so that a wrong one is told before anything is drawn. */
    PictureFeed.Sources polled() throws ApiInfoException, RpcException {
        MinerClient miner = in.miner();
        ProvingSurvey survey = in.provingSurvey();
        return new PictureFeed.Sources(
                miner::version,
                () -> workers(miner),
                in::workerStatsMillis,
                () -> in.noted(survey.allDeadlines()),
                this::own);
    }

    /** Whether the miner may prove by itself, as its configuration says where that can be read from here. */
    Routing.Switches localProving() {
        Answer<Path> repository = DoctorCommand.repository(in, DoctorCommand.location(in));
        try {
            return repository.isKnown() ? MinerConfig.read(repository.value()).switches() : Routing.Switches.UNKNOWN;
        } catch (IOException e) {
            return Routing.Switches.UNKNOWN;
        }
    }

    private List<WorkerSnapshot> workers(MinerClient miner) throws RpcException {
        if (!isFirst) {
            in.lookAgain();
        }
        isFirst = false;
        return in.workerStats(miner);
    }

    private List<OwnWorker> own() throws IOException {
        own = OwnWorker.of(local.list(), own);
        return own;
    }
}
