package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.rpc.CannedConnection.Form;
import io.lotusconsole.support.Mutations;
import io.lotusconsole.support.Mutations.Mutation;
import io.lotusconsole.support.ReplyDecoders;
import io.lotusconsole.support.Transcript;
import io.lotusconsole.support.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The client's decoder against replies of a real miner and full node: it reads them all, and whatever is
 * done to them, it reads them or refuses them with its typed error, and nothing else.
 *
 * <p>{@code -Dmutations.seed=N} tries other mutations, {@code -Dmutations.count=N} more or fewer,
 * {@code -Dmutations.only=INDEX} a single one.
 */
class WireDecodeTest {
    private static final long SEED = Long.getLong("mutations.seed", 20261122L);
    private static final int COUNT = Integer.getInteger("mutations.count", 100_000);
    private static final int ONLY = Integer.getInteger("mutations.only", -1);

    /** Bytes made stray, one in a reply each time. */
    private static final int FLIPS = COUNT / 10;

    /** The start of a reply that is shown with a failure. */
    private static final int SHOWN_CHARS_MAX = 4_000;

    /** Cuts tried for each reply. */
    private static final int CUTS = 5;

    /** A decoder that takes longer for all of them hangs on one; a whole run takes some seconds. */
    private static final int SECONDS_MAX = 120;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRAY_BYTES")
    void readsEveryRecordedResultAndRefusesEveryRecordedError(Form form) {
        for (WireReply reply : WireReply.recorded()) {
            boolean read = reads(form, reply.method(), reply.text(), "as recorded");
            assertTrue(read != reply.error(), () -> shown(reply.method(), reply.text(), "as recorded"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRAY_BYTES")
    void refusesARecordedReplyThatIsCutAnywhere(Form form) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (WireReply reply : WireReply.recorded()) {
            String whole = reply.text().strip();
            for (int i = 0; i < CUTS; i++) {
                String cut = whole.substring(0, random.nextInt(whole.length()));
                String how = "cut at " + cut.length() + " of " + whole.length();
                assertFalse(reads(form, reply.method(), cut, how), () -> shown(reply.method(), cut, how));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRAY_BYTES")
    @Timeout(value = SECONDS_MAX, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void survivesSeededMutationsWithNothingButItsTypedError(Form form) {
        List<WireReply> replies = WireReply.recorded();
        Mutations mutations = new Mutations(SEED, replies);
        int first = ONLY < 0 ? 0 : ONLY;
        int end = ONLY < 0 ? COUNT : ONLY + 1;
        int read = 0;
        for (int index = first; index < end; index++) {
            Mutation mutation = mutations.at(index);
            if (reads(form, mutation.method(), mutation.text(), mutation.how())) {
                read++;
            }
        }
        System.out.println("mutations, as " + form + ": seed " + SEED + ", " + (end - first) + " of " + replies.size()
                + " replies, " + read + " read, " + (end - first - read) + " refused");
    }

    /** The body of a POST may be no UTF-8 at all, which no text can be. */
    @Test
    @Timeout(value = SECONDS_MAX, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void survivesBytesThatAreNoText() {
        List<WireReply> replies = WireReply.recorded();
        int refused = 0;
        for (int index = 0; index < FLIPS; index++) {
            SplittableRandom random = new SplittableRandom(SEED + index);
            WireReply reply = replies.get(random.nextInt(replies.size()));
            byte[] bytes = reply.text().getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (0x80 | random.nextInt(0x80));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String how = "seed " + SEED + ", index " + index + ", byte " + at;
            refused += reads(Form.STRAY_BYTES, reply.method(), text, how) ? 0 : 1;
        }
        assertTrue(refused > FLIPS / 2, refused + " of " + FLIPS + " refused");
    }

    /** Whether the decoder read a reply; false if it refused it. Anything else is the finding of this test. */
    private static boolean reads(Form form, String method, String text, String how) {
        try {
            ReplyDecoders.client(form).decode(method, text);
            return true;
        } catch (Throwable refusal) {
            // Errors count as well: a deep text must not overflow the stack, nor a large number the heap.
            if (ReplyDecoders.REFUSALS.stream().anyMatch(type -> type.isInstance(refusal))) {
                return false;
            }
            throw new AssertionError(shown(method, text, how + ", as " + form), refusal);
        }
    }

    private static String shown(String method, String text, String how) {
        return new Transcript("the decoder of " + method + "; " + how)
                .with("reply", text.length() > SHOWN_CHARS_MAX ? text.substring(0, SHOWN_CHARS_MAX) + "…" : text)
                .toString();
    }
}
