package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterWork;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a worker's log says of parameters can be read again by whoever started it, as text and as JSON. */
class FetchLogTest {
    @ParameterizedTest
    @EnumSource(WorkerLog.Format.class)
    void everyLineAboutParametersIsKnownForOne(WorkerLog.Format format) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        WorkerLog log = new WorkerLog(said, format, WorkerLog.Level.INFO, InstantSource.system());
        FetchLog told = new FetchLog(log, "/parameters");
        ParameterFile file = new ParameterFile("v28.params", "Qm", "00", 2048, Optional.empty());
        told.waitingForOthers();
        told.plan(2, 1_000, 2_000);
        told.copying(file, "/elsewhere");
        told.retrying(file, "HTTP status 500", 10);
        told.done(file);
        log.info(ParameterWork.FETCHING.words(), "file", file.name(), "bytes", 7, "percent", 70L);
        log.info("registering");
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(
                List.of(
                        "another process fetches parameters: waiting for it",
                        "fetching parameters before registering",
                        "copying parameters, v28.params",
                        "fetching parameters: trying again, v28.params",
                        "parameters are good, v28.params",
                        "fetching parameters, v28.params, 70 %"),
                lines.subList(0, 6).stream().map(ParameterWork::toldIn).toList());
        assertNull(ParameterWork.toldIn(lines.get(6)));
    }
}
