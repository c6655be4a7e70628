package io.lotusconsole.cli;

import io.lotusconsole.manual.LiveValues;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The deadline index that some commands take as their one parameter. */
final class DeadlineIndex {
    private DeadlineIndex() {}

    static void describe(CommandSpec spec, String label) {
        spec.addPositional(numbers(label)
                .completionCandidates(new LiveCandidates(LiveValues.DEADLINES))
                .build());
    }

    /** A parameter whose count and form the command itself checks, as Lotus does. */
    static PositionalParamSpec.Builder numbers(String label) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class);
    }

    /** Reads it; Lotus's own words if it is no number, which both styles show. */
    static int of(Invocation in) throws UsageException {
        String text = in.onlyParameter("one deadline index, 0 to 47");
        boolean digits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        String parsing = "could not parse deadline index: strconv.ParseUint: parsing \"" + text + "\": ";
        if (!digits) {
            throw new UsageException(parsing + "invalid syntax", "A deadline index is a number from 0 to 47.");
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException(parsing + "value out of range", "A deadline index is a number from 0 to 47.");
        }
    }

    /** What is said of an index that the miner has no deadline for. */
    static UsageException invalid(Invocation in, int index, int periodDeadlines) {
        return in.isLotus()
                ? new UsageException(
                        "getting partitions for deadline " + index + ": failed to load the deadline: invalid deadline "
                                + index,
                        null)
                : new UsageException(
                        "there is no deadline " + index,
                        "A proving period has deadlines 0 to " + (periodDeadlines - 1) + ".");
    }
}
