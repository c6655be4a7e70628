package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTokensTest {
    private int asked;
    private RpcException away;
    private final CallerTokens tokens = new CallerTokens("own-token", this::ask);

    private List<String> ask(String token) throws RpcException {
        asked++;
        if (away != null) {
            throw away;
        }
        if (!token.startsWith("good")) {
            throw new RpcException.Remote(1, "JWT Verification failed: jwt: HMAC verification failed");
        }
        return List.of("admin");
    }

    @Test
    void theOwnTokenIsWorthEverythingAndTheMinerIsNotAsked() throws Exception {
        assertTrue(tokens.permissionsOf("own-token").containsAll(Set.of("read", "admin", CallerTokens.OWN)));
        assertEquals(0, asked);
    }

    @Test
    void aGoodTokenIsAskedForOnceAMinute() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertEquals(Set.of("admin"), tokens.permissionsOf("good"));
        }
        assertEquals(1, asked);
    }

    @Test
    void aRefusedTokenIsNothingAndIsNotKept() throws Exception {
        assertNull(tokens.permissionsOf("bad"));
        assertNull(tokens.permissionsOf("bad"));
        assertEquals(2, asked);
    }

    @Test
    void aFloodOfUnknownTokensDoesNotReachTheMiner() throws Exception {
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                tokens.permissionsOf("bad" + i);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(asked < CallerTokens.MISSES_MAX * 2, () -> "asked " + asked);
        assertEquals(1_000, asked + refused);
    }

    @Test
    void aTokenThatWasGoodPassesWhileStrangersFlood() throws Exception {
        tokens.permissionsOf("good");
        for (int i = 0; i < 1_000; i++) {
            try {
                tokens.permissionsOf("bad" + i);
            } catch (IOException e) {
                // As it should be.
            }
        }
        assertEquals(Set.of("admin"), tokens.permissionsOf("good"));
    }

    @Test
    void whileTheMinerIsAwayTheConnectionIsClosedAndNotRefused() {
        away = new RpcException.Unreachable(new HttpFault(HttpFault.Kind.REFUSED, "nothing listens there"));
        assertThrows(IOException.class, () -> tokens.permissionsOf("good"));
    }
}
