package io.lotusconsole.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Which recorded answer belongs to which question.
 *
 * <p>Questions are equal if method and parameters are, as JSON values. A state call at the key of the
 * recorded {@code ChainHead} and the same call at {@code []} are one question. The recording's own files
 * come first, then what was seen at the same head, then the rest of the folder, nearest in time first.
 */
final class AnswerTable implements Answers {
    private static final String CHAIN_HEAD = "Filecoin.ChainHead";

    private final Map<String, Reply> replies = new HashMap<>();
    private final String headKey;

    private AnswerTable(String headKey) {
        this.headKey = headKey;
    }

    /**
     * The answers to one recording's questions.
     *
     * @param own the recording's name
     * @param exchanges everything seen in its folder on one side
     * @param distance how far a source is from the recording, in seconds
     */
    static AnswerTable of(String own, List<Exchange> exchanges, ToLongFunction<String> distance) {
        List<Exchange> nearest = new ArrayList<>(exchanges);
        nearest.sort(Comparator.comparingLong(
                (Exchange e) -> e.source().equals(own) ? -1 : distance.applyAsLong(e.source())));
        Map<String, String> headKeys = new HashMap<>();
        String headKey = null;
        for (Exchange exchange : nearest) {
            if (exchange.method().equals(CHAIN_HEAD)) {
                String key = headKey(exchange);
                headKeys.putIfAbsent(exchange.source(), key);
                headKey = headKey == null ? key : headKey;
            }
        }
        AnswerTable table = new AnswerTable(headKey);
        for (Exchange exchange : nearest) {
            String source = exchange.source();
            if (source.equals(own) || headKey != null && headKey.equals(headKeys.get(source))) {
                table.replies.putIfAbsent(table.question(exchange), exchange.reply());
            }
        }
        for (Exchange exchange : nearest) {
            table.replies.putIfAbsent(table.question(exchange), exchange.reply());
        }
        return table;
    }

    @Override
    public Optional<Reply> to(String method, List<?> params) {
        return Optional.ofNullable(replies.get(question(method, params)));
    }

    private String question(Exchange exchange) {
        return question(exchange.method(), exchange.params());
    }

    private String question(String method, List<?> params) {
        List<Object> normal = new ArrayList<>(params);
        int last = normal.size() - 1;
        if (method.startsWith("Filecoin.State") && last >= 0 && isAtHead(normal.get(last))) {
            normal.set(last, List.of());
        }
        return method + JsonScan.canonical(normal);
    }

    /** The reference reads {@code null} as an empty tipset key, too. */
    private boolean isAtHead(Object tipsetKey) {
        return tipsetKey == null || JsonScan.canonical(tipsetKey).equals(headKey);
    }

    private static String headKey(Exchange chainHead) {
        JsonScan.Span result = JsonScan.members(chainHead.replyText()).get("result");
        Map<?, ?> tipset = (Map<?, ?>) JsonScan.value(result.of(chainHead.replyText()));
        return JsonScan.canonical(tipset.get("Cids"));
    }
}
