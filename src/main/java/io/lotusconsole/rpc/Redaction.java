package io.lotusconsole.rpc;

/** Takes the bearer token out of a peer's words, should it repeat it. */
final class Redaction {
    /**
     * So many characters of a token are found by themselves, wherever they stand, even if the rest was cut
     * off. A token of Lotus has over a hundred; a shorter one, made by hand, may be a part of any word.
     */
    private static final int UNMISTAKABLE_CHARS = 16;

    private static final String IN_ITS_PLACE = "(token)";

    private Redaction() {}

    /**
     * The words without the token, nor a beginning of it that cannot be mistaken; of a short token without
     * it as a whole word.
     *
     * @param bearerToken null for none
     */
    static String of(String words, String bearerToken) {
        if (words == null || bearerToken == null || bearerToken.isEmpty()) {
            return words;
        }
        boolean isShort = bearerToken.length() < UNMISTAKABLE_CHARS;
        String head = isShort ? bearerToken : bearerToken.substring(0, UNMISTAKABLE_CHARS);
        StringBuilder out = new StringBuilder(words.length());
        int from = 0;
        for (int at = words.indexOf(head); at >= 0; at = words.indexOf(head, from)) {
            int end = at + commonChars(words, at, bearerToken);
            boolean stays = isShort && !isWholeWord(words, at, end);
            out.append(words, from, at).append(stays ? head : IN_ITS_PLACE);
            from = end;
        }
        return out.append(words, from, words.length()).toString();
    }

    private static int commonChars(String words, int at, String token) {
        int count = 0;
        while (count < token.length()
                && at + count < words.length()
                && words.charAt(at + count) == token.charAt(count)) {
            count++;
        }
        return count;
    }

    private static boolean isWholeWord(String words, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(words.charAt(start - 1)))
                && (end == words.length() || !Character.isLetterOrDigit(words.charAt(end)));
    }
}
