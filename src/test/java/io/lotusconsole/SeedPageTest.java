package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Stage;
import org.junit.jupiter.api.Test;

/** The samples of the documentation page "PoSt workers", from data that match them. */
class SeedPageTest {
    /** 18.1 and 62.7 GiB, to the byte. */
    private static final String COMPUTER = """
            "Info":{"Hostname":"computer","Resources":{"MemPhysical":67323612365,"MemUsed":19434727014,\
            "MemSwap":0,"MemSwapUsed":0,"CPUs":16,"GPUs":null}},"Tasks":["post/v0/windowproof"],"Enabled":true,\
            "MemUsedMin":0,"MemUsedMax":0,"GpuUsed":0,"CpuUse":0,"TaskCounts":{}""";

    private static final String OTHER_COMPUTER = """
            "Info":{"Hostname":"othercomputer","Resources":{"MemPhysical":127990025421,"MemUsed":15032385536,\
            "MemSwap":0,"MemSwapUsed":0,"CPUs":16,"GPUs":["GeForce RTX 2080"]}},"Tasks":["post/v0/winningproof"],\
            "Enabled":true,"MemUsedMin":0,"MemUsedMax":0,"GpuUsed":0,"CpuUse":0,"TaskCounts":{}""";

    private static String expand(String text) {
        return text.replace("\t", "        ");
    }

    @Test
    void workerZeroIsPrintedAsThePageShowsIt() {
        String page = """
                Worker 0, host computer
                        CPU:  [                                                                ] 0 core(s) in use
                        RAM:  [||||||||||||||||||                                              ] 28% 18.1 GiB/62.7 GiB
                        VMEM: [||||||||||||||||||                                              ] 28% 18.1 GiB/62.7 GiB
                """;
        try (Stage stage = Stage.ofWorkers("{\"0\":{" + COMPUTER + "}}")) {
            assertEquals(page, expand(stage.stdout("proving", "workers")));
        }
    }

    /** The page gives its second worker 23 % for 14 GiB of 119.2, which is 11 %; its layout is what counts. */
    @Test
    void workersAreSeparatedByAnEmptyLineAndDevicesHaveALineEach() {
        String page = """
                Worker 1, host othercomputer
                        CPU:  [                                                                ] 0 core(s) in use
                        RAM:  [||||||||                                                        ] 11% 14 GiB/119.2 GiB
                        VMEM: [||||||||                                                        ] 11% 14 GiB/119.2 GiB
                        GPU: GeForce RTX 2080, not used
                """;
        try (Stage stage = Stage.ofWorkers("{\"1\":{" + OTHER_COMPUTER + "},\"0\":{" + COMPUTER + "}}")) {
            String[] workers = expand(stage.stdout("proving", "workers")).split("\n\n", -1);
            assertEquals(2, workers.length);
            assertTrue(workers[0].startsWith("Worker 0, host computer\n"), workers[0]);
            assertEquals(page, workers[1]);
        }
    }

    @Test
    void infoEndsInTheWorkersOfThePage() {
        try (Stage stage = Stage.recorded("static-chain", "info")) {
            String info = stage.stdout("info");
            String page = "\nWorkers:\n\tSeal: 15\n\tWdPoSt: 4\n\tWinPoSt: 3\n";
            assertTrue(info.endsWith(page), info);
        }
    }
}
