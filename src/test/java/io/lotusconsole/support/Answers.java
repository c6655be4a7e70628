package io.lotusconsole.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a replayed server knows. */
@FunctionalInterface
public interface Answers {
    /**
     * The reply to one call, the same however often and in whatever order it is asked. Any thread.
     *
     * @param method as on the wire
     * @param params as {@link JsonScan#value} reads them
     */
    Optional<Reply> to(String method, List<?> params);

    /** Knows one call without parameters, and answers it with this JSON value. */
    static Answers toOne(String method, String resultJson) {
        Reply reply = Reply.result(resultJson);
        return (asked, params) -> asked.equals(method) && params.isEmpty() ? Optional.of(reply) : Optional.empty();
    }

    /** Knows these methods by name, whatever the parameters, and answers them with these JSON values. */
    static Answers toAny(Map<String, String> resultsJson) {
        return (asked, params) -> Optional.ofNullable(resultsJson.get(asked)).map(Reply::result);
    }

    /** Refuses this method with an error of the node. */
    static Answers refusing(String method, String message) {
        Reply reply = Reply.error(1, message);
        return (asked, params) -> asked.equals(method) ? Optional.of(reply) : Optional.empty();
    }

    /** These answers, and where they know nothing, others. */
    default Answers or(Answers others) {
        return (asked, params) -> to(asked, params).or(() -> others.to(asked, params));
    }

    /** Knows the same but for one method, which is always answered with this error. */
    default Answers refusing(String refused, int code, String message) {
        Optional<Reply> reply = Optional.of(Reply.error(code, message));
        return (method, params) -> method.equals(refused) ? reply : to(method, params);
    }
}
