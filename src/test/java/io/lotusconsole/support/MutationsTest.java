package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Mutations.Mutation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MutationsTest {
    private static final int SAMPLE = 20_000;

    @Test
    void oneSeedAlwaysGivesTheSameMutations() {
        List<WireReply> replies = WireReply.recorded();
        Mutations once = new Mutations(7, replies);
        Mutations again = new Mutations(7, replies);
        assertEquals(once.at(41), again.at(41));
        once.at(40);
        assertEquals(once.at(41), again.at(41));
        assertNotEquals(once.at(41).text(), new Mutations(8, replies).at(41).text());
    }

    /** Goal: the mutations reach what they are meant for. All methods, and both damaged JSON and wrong JSON. */
    @Test
    void theyReachEveryMethodAndStayMostlyReadable() {
        List<WireReply> replies = WireReply.recorded();
        Mutations mutations = new Mutations(1, replies);
        Set<String> methods = new HashSet<>();
        Set<String> texts = new HashSet<>();
        int json = 0;
        long chars = 0;
        for (int i = 0; i < SAMPLE; i++) {
            Mutation mutation = mutations.at(i);
            methods.add(mutation.method());
            texts.add(mutation.text());
            chars += mutation.text().length();
            json += isJson(mutation.text()) ? 1 : 0;
        }
        Set<String> recorded = new TreeSet<>();
        replies.forEach(reply -> recorded.add(reply.method()));
        recorded.removeAll(methods);
        assertEquals(Set.of(), recorded, "methods never reached");
        assertTrue(texts.size() > SAMPLE * 9 / 10, "distinct: " + texts.size());
        assertTrue(json > SAMPLE / 5 && json < SAMPLE * 4 / 5, "still JSON: " + json);
        assertTrue(chars / SAMPLE < 10_000, "mean size: " + chars / SAMPLE);
    }

    private static boolean isJson(String text) {
        try {
            JsonScan.members(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
