package io.lotusconsole.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Damaged replies: the recorded ones with one to three mutations each.
 *
 * <p>The mutation of an index depends on the seed, the index and the list of replies alone, so any one
 * can be made again without those before it. Not for several threads at once.
 */
public final class Mutations {
    /**
     * The size that is picked most often: a smaller reply has few mutations of its own, and larger ones, picked
     * in proportion to their size, would take all the time.
     */
    private static final int COMMON_CHARS = 2_000;

    /** A value is nested at most so deep: beyond any limit that a reader may have. */
    private static final int DEPTH_MAX = 20_000;

    /** A span that is doubled or dropped is at most so long. */
    private static final int SPAN_CHARS_MAX = 400;

    private static final int MUTATIONS_EACH_MAX = 3;

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-1",
        "0.1",
        "1e3",
        "1E+2",
        "2147483647",
        "2147483648",
        "-2147483649",
        "4294967296",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e308",
        "1e309",
        "-1e309",
        "1e-400",
        "4.9e-324",
        "1e1000000000",
        "-1e-1000000000",
        "9".repeat(1_200),
        "0." + "3".repeat(1_200),
        "00",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "0x10",
        "NaN",
        "Infinity",
        "1_000"
    };

    private static final String[] VALUES = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[null]",
        "{\"/\":null}",
        "[[]]",
        "[{}]",
        "\"-9223372036854775809\"",
        "\"1e400\"",
        "\"not a number\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999999999-12-31T23:59:60Z\"",
        "\"\\u0000\\u001b[31m\\u202e\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "'x'",
        "tru",
        "nul",
        "undefined",
        "//",
        "/*x*/1"
    };

    /** The ways to damage a reply. */
    private enum Way {
        FLIP_BYTE,
        TRUNCATE,
        DOUBLE_SPAN,
        DROP_SPAN,
        SWAP_VALUES,
        EXTREME_NUMBER,
        NULL_OUT,
        OTHER_VALUE,
        NEST_DEEPLY,
        DOUBLE_MEMBER,
        RENAME_MEMBER
    }

    private static final Way[] WAYS = Way.values();

    private final long seed;
    private final List<WireReply> replies;
    private final double[] shares;

    /**
     * The mutations of these replies.
     *
     * @param replies in an order that does not change, or a seed means nothing
     */
    public Mutations(long seed, List<WireReply> replies) {
        this.seed = seed;
        this.replies = List.copyOf(replies);
        shares = new double[replies.size()];
        Map<String, Integer> methods = new HashMap<>();
        this.replies.forEach(reply -> methods.merge(reply.method(), 1, Integer::sum));
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            WireReply reply = this.replies.get(i);
            double length = reply.text().length();
            double bySize = Math.min(length, COMMON_CHARS) / (COMMON_CHARS + length);
            // A method with a hundred recorded replies gets ten times the share of one with a single reply.
            sum += bySize / Math.sqrt(methods.get(reply.method()));
            shares[i] = sum;
        }
    }

    /**
     * One damaged reply.
     *
     * @param method the call that it pretends to answer
     * @param text what the decoder is given; nothing says that it is not valid
     * @param how seed, index and ways, to be printed with a failure
     */
    public record Mutation(String method, String text, String how) {}

    /** The mutation of an index, the same at every call. */
    public Mutation at(int index) {
        SplittableRandom random = new SplittableRandom(seed ^ index * 0x9E3779B97F4A7C15L);
        WireReply reply = pick(random);
        StringBuilder how =
                new StringBuilder("seed ").append(seed).append(", index ").append(index);
        String text = reply.text();
        for (int left = 1 + random.nextInt(MUTATIONS_EACH_MAX); left > 0; left--) {
            Way way = WAYS[random.nextInt(WAYS.length)];
            how.append(", ").append(way);
            text = mutate(way, text, random);
        }
        return new Mutation(reply.method(), text, how.toString());
    }

    private WireReply pick(SplittableRandom random) {
        int at = Arrays.binarySearch(shares, random.nextDouble(shares[shares.length - 1]));
        return replies.get(Math.min(at < 0 ? -at - 1 : at, shares.length - 1));
    }

    private static String mutate(Way way, String text, SplittableRandom random) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (way) {
            case FLIP_BYTE -> flipByte(text, random);
            case TRUNCATE -> text.substring(0, random.nextInt(text.length()));
            case DOUBLE_SPAN, DROP_SPAN -> {
                int start = random.nextInt(text.length());
                int end = Math.min(text.length(), start + 1 + random.nextInt(SPAN_CHARS_MAX));
                yield text.substring(0, way == Way.DOUBLE_SPAN ? end : start)
                        + text.substring(way == Way.DOUBLE_SPAN ? start : end);
            }
            case SWAP_VALUES -> swap(text, random);
            case EXTREME_NUMBER -> replaceNumber(text, random);
            case NULL_OUT -> replace(text, any(values(text), random), "null");
            case OTHER_VALUE -> replace(text, any(values(text), random), VALUES[random.nextInt(VALUES.length)]);
            case NEST_DEEPLY -> nest(text, any(values(text), random), random);
            case DOUBLE_MEMBER -> doubleMember(text, random);
            case RENAME_MEMBER -> renameMember(text, random);
        };
    }

    private static String flipByte(String text, SplittableRandom random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String swap(String text, SplittableRandom random) {
        List<Token> values = values(text);
        Token first = any(values, random);
        Token second = any(values, random);
        if (first == null || second == null) {
            return text;
        }
        if (first.start > second.start) {
            Token other = first;
            first = second;
            second = other;
        }
        if (second.start < first.end) {
            // One holds the other: the inner takes the outer's place.
            return replace(text, first, text.substring(second.start, second.end));
        }
        return text.substring(0, first.start)
                + text.substring(second.start, second.end)
                + text.substring(first.end, second.start)
                + text.substring(first.start, first.end)
                + text.substring(second.end);
    }

    private static String replaceNumber(String text, SplittableRandom random) {
        List<Token> numbers = new ArrayList<>();
        for (Token value : values(text)) {
            char c = text.charAt(value.start);
            // Amounts are digits between quotes.
            boolean digits = c == '"' && value.end - value.start > 2 && isDigit(text.charAt(value.start + 1));
            if (isDigit(c) || c == '-' || digits) {
                numbers.add(value);
            }
        }
        Token number = any(numbers, random);
        if (number == null) {
            return text;
        }
        String extreme = NUMBERS[random.nextInt(NUMBERS.length)];
        return replace(text, number, text.charAt(number.start) == '"' ? "\"" + extreme + "\"" : extreme);
    }

    private static String nest(String text, Token value, SplittableRandom random) {
        if (value == null) {
            return text;
        }
        boolean arrays = random.nextBoolean();
        boolean closed = random.nextInt(4) > 0;
        int depth = 1 << random.nextInt(15);
        depth = Math.min(DEPTH_MAX, depth + random.nextInt(depth));
        String inner = text.substring(value.start, value.end);
        return replace(
                text,
                value,
                (arrays ? "[" : "{\"Info\":").repeat(depth)
                        + inner
                        + (closed ? (arrays ? "]" : "}").repeat(depth) : ""));
    }

    private static String doubleMember(String text, SplittableRandom random) {
        Token value = any(members(text), random);
        if (value == null) {
            return text;
        }
        String member = text.substring(value.nameStart, value.end);
        return text.substring(0, value.end) + "," + member + text.substring(value.end);
    }

    private static String renameMember(String text, SplittableRandom random) {
        List<Token> members = members(text);
        Token from = any(members, random);
        Token to = any(members, random);
        if (from == null || to == null) {
            return text;
        }
        String name = random.nextInt(3) == 0
                ? VALUES[random.nextInt(VALUES.length)]
                : text.substring(to.nameStart, to.nameEnd);
        return text.substring(0, from.nameStart) + name + text.substring(from.nameEnd);
    }

    private static String replace(String text, Token token, String with) {
        return token == null ? text : text.substring(0, token.start) + with + text.substring(token.end);
    }

    private static Token any(List<Token> tokens, SplittableRandom random) {
        return tokens.isEmpty() ? null : tokens.get(random.nextInt(tokens.size()));
    }

    /** A value, and the name before it if it is a member: {@code nameStart} is -1 if it is none. */
    private record Token(int start, int end, int nameStart, int nameEnd) {}

    private static List<Token> members(String text) {
        List<Token> members = values(text);
        members.removeIf(value -> value.nameStart < 0);
        return members;
    }

    /**
     * Every value in a text, containers included, as far as it can be told: the text may be damaged
     * already, and then a wrong guess is only another mutation.
     */
    private static List<Token> values(String text) {
        List<Token> values = new ArrayList<>();
        Deque<int[]> open = new ArrayDeque<>();
        int nameStart = -1;
        int nameEnd = -1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                open.push(new int[] {i, nameStart, nameEnd});
                nameStart = -1;
                i++;
            } else if (c == '}' || c == ']') {
                i++;
                if (!open.isEmpty()) {
                    int[] start = open.pop();
                    values.add(new Token(start[0], i, start[1], start[2]));
                }
                nameStart = -1;
            } else if (c == '"' || isDigit(c) || c == '-' || Character.isLetter(c)) {
                int end = c == '"' ? endOfString(text, i) : endOfWord(text, i);
                if (end < text.length() && text.charAt(end) == ':') {
                    nameStart = i;
                    nameEnd = end;
                } else {
                    values.add(new Token(i, end, nameStart, nameEnd));
                    nameStart = -1;
                }
                i = end;
            } else {
                i++;
            }
        }
        return values;
    }

    private static int endOfString(String text, int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), i + 1);
    }

    private static int endOfWord(String text, int start) {
        int i = start + 1;
        while (i < text.length() && ",:]} \n".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
