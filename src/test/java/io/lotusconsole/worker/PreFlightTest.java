package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.WorkerHardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps a machine from attaching: each is one change to findings that would let it. */
class PreFlightTest {
    private static final long GIB = 1L << 30;
    private static final ProverBuild CPU_BUILD = new ProverBuild("0.1.0", "19.1.0", false, false, false);
    private static final ProverBuild GPU_BUILD = new ProverBuild("0.1.0", "19.1.0", false, true, false);
    private static final ParameterFile FILE = new ParameterFile("v28.params", "Qm", "00", 2048, Optional.empty());

    private PoStKind role = PoStKind.WINDOW;
    private SectorSize size = SectorSize.GIB_32;
    private Set<String> permissions = Set.of("read", "write", "sign", "admin");
    private ProverBuild build = GPU_BUILD;
    private List<GpuDevice> devices = List.of(new GpuDevice("RTX", 24 * GIB));
    private String gpuOff;
    private WorkerHardware machine = new WorkerHardware(256 * GIB, 8 * GIB, 0, 0, 32, 1);
    private ParameterState.Verdict parameters = ParameterState.Verdict.GOOD;
    private List<PreFlight.Obstacle> storage = List.of();
    private long files = 100_000;
    private boolean allowsCpu;

    private List<String> obstacles() {
        List<String> told = new ArrayList<>();
        PreFlight.Findings found = new PreFlight.Findings(
                role,
                size,
                permissions,
                build,
                devices,
                gpuOff,
                machine,
                ResourceTable.defaults(),
                List.of(new ParameterState(FILE, "/p/v28.params", parameters, 1)),
                storage,
                files,
                0,
                allowsCpu);
        PreFlight.obstacles(found).forEach(each -> told.add(each.what() + " | " + each.remedy()));
        return told;
    }

    private void only(String what, String remedy) {
        List<String> told = obstacles();
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.get(0).contains(what) && told.get(0).contains(remedy), told::toString);
    }

    @Test
    void aMachineThatIsAbleHasNoObstacle() {
        assertEquals(List.of(), obstacles());
    }

    @Test
    void aTokenThatMayNotAttachIsNamedWithTheCommandThatMakesOne() {
        permissions = Set.of("read");
        only("does not allow admin", "auth create-token --perm admin");
        permissions = Set.of("admin");
        only("does not allow read", "auth create-token --perm admin");
    }

    @Test
    void missingAndWrongParametersAreNamed() {
        parameters = ParameterState.Verdict.MISSING;
        only("/p/v28.params: missing", "fetch-params 32GiB");
        parameters = ParameterState.Verdict.WRONG;
        only("/p/v28.params: wrong content", "fetch-params 32GiB");
    }

    @Test
    void aWindowPoStOfRealSectorsWantsAGpuUnlessTheOperatorInsists() {
        build = CPU_BUILD;
        devices = List.of();
        machine = new WorkerHardware(256 * GIB, 8 * GIB, 0, 0, 32, 0);
        only("built for CPUs only", "--allow-cpu");
        build = GPU_BUILD;
        only("finds no GPU", "--allow-cpu");
        allowsCpu = true;
        assertEquals(List.of(), obstacles());
        allowsCpu = false;
        role = PoStKind.WINNING;
        assertEquals(List.of(), obstacles(), "a WinningPoSt is made on CPUs in time");
        role = PoStKind.WINDOW;
        size = SectorSize.KIB_2;
        assertEquals(List.of(), obstacles());
    }

    @Test
    void aGpuThatIsSwitchedOffIsNone() {
        gpuOff = "BELLMAN_NO_GPU=1";
        only("BELLMAN_NO_GPU=1 keeps the proof library from using a GPU", "--allow-cpu");
        build = CPU_BUILD;
        only("built for CPUs only", "--allow-cpu");
    }

    @Test
    void aMachineThatTheMinerWouldNeverPickIsNamedWithTheOverride() {
        machine = new WorkerHardware(48 * GIB, 8 * GIB, 400 * GIB, 0, 32, 1);
        only("bytes of RAM", "WDP_32G_MIN_MEMORY");
        machine = new WorkerHardware(256 * GIB, 200 * GIB, 0, 0, 32, 1);
        only("RAM and swap", "WDP_32G_MAX_MEMORY");
        machine = new WorkerHardware(256 * GIB, 8 * GIB, 0, 0, 4, 1);
        only("threads", "WDP_32G_MAX_PARALLELISM");
        role = PoStKind.WINNING;
        machine = new WorkerHardware(16 * GIB, 8 * GIB, 0, 0, 32, 1);
        assertTrue(obstacles().get(0).contains("WNP_32G_MIN_MEMORY"), () -> obstacles()
                .toString());
    }

    @Test
    void tooFewFilesAreNamedWithTheNumberThatIsEnough() {
        files = 1024;
        only("may open 1024 files", "ulimit -n 1280");
        files = 1280;
        assertEquals(List.of(), obstacles());
    }

    @Test
    void storageThatIsAwayIsAmongThem() {
        storage = List.of(new PreFlight.Obstacle("no storage path answers", "Look at RemoteListenAddress."));
        only("no storage path answers", "RemoteListenAddress");
    }
}
