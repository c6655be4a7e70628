package io.lotusconsole.support;

import java.util.List;
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

    /** Knows the same but for one method, which is always answered with this error. */
    default Answers refusing(String refused, int code, String message) {
        Optional<Reply> reply = Optional.of(Reply.error(code, message));
        return (method, params) -> method.equals(refused) ? reply : to(method, params);
    }
}
