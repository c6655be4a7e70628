package io.lotusconsole.lotus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParallelCallsTest {
    private static final long WAIT_SECONDS_MAX = 20;

    @Test
    void callsBeyondTheBoundAreNotMadeAndSaySo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ParallelCalls calls = new ParallelCalls("test", 1)) {
            List<ParallelCalls.Pending<Integer>> asked = new ArrayList<>();
            asked.add(calls.ask(() -> {
                begun.countDown();
                awaited(end);
                return 0;
            }));
            awaited(begun);
            for (int i = 1; i <= ParallelCalls.WAITING_MAX + 1; i++) {
                int value = i;
                asked.add(calls.ask(() -> value));
            }
            Answer<Integer> refused = asked.get(asked.size() - 1).answer();
            assertEquals("not asked, for 4096 calls wait already", refused.failure());
            end.countDown();
            for (int i = 0; i <= ParallelCalls.WAITING_MAX; i++) {
                assertEquals(Answer.known(i), asked.get(i).answer());
            }
        }
    }

    private static void awaited(CountDownLatch latch) throws RpcException {
        try {
            if (!latch.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new RpcException.TimedOut("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException.Closed("interrupted");
        }
    }
}
