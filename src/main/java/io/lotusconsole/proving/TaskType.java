package io.lotusconsole.proving;

/**
 * A kind of work as the scheduler names it ({@code storage/sealer/sealtasks/task.go}).
 *
 * <p>Unknown spellings are kept as they came, short name {@code UNK}, kind sealing, order 0: a
 * newer miner must not break the list.
 *
 * @param wireName as on the wire, for example {@code post/v0/windowproof}
 * @param shortName as in the TASK line, for example {@code WDP}
 * @param order ascending order of the TASK line
 */
public record TaskType(String wireName, String shortName, WorkerKind kind, int order) {
    private static final String WINNING = "post/v0/winningproof";
    private static final String WINDOW = "post/v0/windowproof";

    public static final TaskType WINNING_POST = new TaskType(WINNING, "WNP", WorkerKind.WINNING_POST, -6);
    public static final TaskType WINDOW_POST = new TaskType(WINDOW, "WDP", WorkerKind.WINDOW_POST, -5);

    /** The task type of a proof. */
    public static TaskType of(PoStKind kind) {
        return kind == PoStKind.WINDOW ? WINDOW_POST : WINNING_POST;
    }

    /** The task type of a wire name. Never null. */
    public static TaskType of(String wireName) {
        return switch (wireName) {
            case WINNING -> WINNING_POST;
            case WINDOW -> WINDOW_POST;
            case "seal/v0/finalizeunsealed" -> sealing(wireName, "FUS", -4);
            case "seal/v0/finalize" -> sealing(wireName, "FIN", -3);
            case "seal/v0/download/sector" -> sealing(wireName, "DL", -2);
            case "seal/v0/fetch" -> sealing(wireName, "GET", -1);
            // Not in Lotus's order table, so it sorts in the middle (quirk Q10).
            case "seal/v0/finalize/replicaupdate" -> sealing(wireName, "FRU", 0);
            case "seal/v0/unseal" -> sealing(wireName, "UNS", 1);
            case "seal/v0/commit/1" -> sealing(wireName, "C1", 2);
            case "seal/v0/commit/2" -> sealing(wireName, "C2", 3);
            case "seal/v0/precommit/2" -> sealing(wireName, "PC2", 4);
            case "seal/v0/precommit/1" -> sealing(wireName, "PC1", 5);
            case "seal/v0/provereplicaupdate/1" -> sealing(wireName, "PR1", 6);
            case "seal/v0/provereplicaupdate/2" -> sealing(wireName, "PR2", 7);
            case "seal/v0/replicaupdate" -> sealing(wireName, "RU", 8);
            case "seal/v0/addpiece" -> sealing(wireName, "AP", 9);
            case "seal/v0/datacid" -> sealing(wireName, "DC", 10);
            case "seal/v0/regensectorkey" -> sealing(wireName, "GSK", 11);
            default -> sealing(wireName, "UNK", 0);
        };
    }

    private static TaskType sealing(String wireName, String shortName, int order) {
        return new TaskType(wireName, shortName, WorkerKind.SEALING, order);
    }
}
