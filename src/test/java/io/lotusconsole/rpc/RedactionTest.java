package io.lotusconsole.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.Zm9yIHlvdXIgZXllcyBvbmx5.c2lnbmF0dXJl";

    @Test
    void aTokenIsTakenOutWhereverItStands() {
        assertEquals("bad token (token), sorry", Redaction.of("bad token " + JWT + ", sorry", JWT));
        assertEquals("x(token)y(token)", Redaction.of("x" + JWT + "y" + JWT, JWT));
        assertEquals("(token)", Redaction.of(JWT, JWT));
    }

    @Test
    void aTokenThatWasCutOffIsTakenOutToo() {
        assertEquals("Unrecognized '(token)…", Redaction.of("Unrecognized '" + JWT.substring(0, 40) + "…", JWT));
        assertEquals("(token)", Redaction.of(JWT.substring(0, 16), JWT));
        assertEquals("eyJhbGciOiJIUzI", Redaction.of("eyJhbGciOiJIUzI", JWT));
    }

    @ParameterizedTest
    @CsvSource({
        "t, 'the token t was not accepted', 'the token (token) was not accepted'",
        "t, 'start it later', 'start it later'",
        "s3cret, 'Bearer s3cret', 'Bearer (token)'",
        "s3cret, 'token=s3cret;', 'token=(token);'",
        "s3cret, 's3crets of the s3cret', 's3crets of the (token)'",
        "a.b, 'a.b a.bc xa.b', '(token) a.bc xa.b'",
        "aa, 'aaa aa', 'aaa (token)'"
    })
    void aShortTokenIsTakenOutAsAWholeWordAndNoOtherWordIsTouched(String token, String words, String left) {
        assertEquals(left, Redaction.of(words, token));
    }

    @Test
    void withoutATokenWordsStayAsTheyAre() {
        assertEquals("words", Redaction.of("words", null));
        assertEquals("words", Redaction.of("words", ""));
        assertEquals(null, Redaction.of(null, JWT));
    }
}
