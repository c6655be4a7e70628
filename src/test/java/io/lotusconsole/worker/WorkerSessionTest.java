package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.rpc.RpcFault;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerSessionTest {
    private final WorkerSession session = new WorkerSession();

    private String refusal() {
        return assertThrows(RpcFault.class, () -> session.answer(true)).getMessage();
    }

    @Test
    void theSameUuidIsAnsweredUntilItIsRenewed() throws Exception {
        UUID id = session.answer(true);
        assertEquals(id, session.answer(true));
        assertNotEquals(id, session.renew());
    }

    @Test
    void whoIsDisabledUnableOrLeavingSaysSo() throws Exception {
        session.setEnabled(false);
        assertEquals("worker disabled", refusal());
        session.setEnabled(true);
        session.setInability("the storage is away");
        assertEquals("worker is unable: the storage is away", refusal());
        session.setInability(null);
        session.answer(true);
        session.beginLeaving();
        assertEquals("worker is leaving", refusal());
    }

    @Test
    void theFarewellIsAnotherUuidAndIsOverWhenTheMinerHasSeenIt() throws Exception {
        UUID registered = session.answer(true);
        session.beginLeaving();
        session.sayFarewell();
        assertNotEquals(registered, session.answer(false), "the operator's own command is no miner");
        assertFalse(session.awaitFarewell(1, 1));
        assertNotEquals(registered, session.answer(true));
        assertTrue(session.awaitFarewell(1, 1));
    }

    @Test
    void eachRowThatTheMinerStillPollsHasToSeeTheFarewell() throws Exception {
        session.sayFarewell();
        session.answer(true);
        assertFalse(session.awaitFarewell(1, 2));
        session.answer(true);
        assertTrue(session.awaitFarewell(1, 2));
    }

    @Test
    void onlyTheMinersPollsCount() throws Exception {
        session.answer(false);
        assertEquals(-1, session.sincePolledMillis());
        session.answer(true);
        assertTrue(session.sincePolledMillis() >= 0);
        session.renew();
        assertEquals(-1, session.sincePolledMillis(), "nobody polled the new one yet");
    }
}
