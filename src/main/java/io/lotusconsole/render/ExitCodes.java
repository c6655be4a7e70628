package io.lotusconsole.render;

/** Names of message exit codes ({@code go-state-types/exitcode}). */
final class ExitCodes {
    private ExitCodes() {}

    /** {@code ErrIllegalArgument(16)}; the bare number for a code without a name. */
    static String text(long code) {
        String name = name(code);
        return name == null ? Long.toString(code) : name + "(" + code + ")";
    }

    /** {@code ErrIllegalArgument}; null for a code without a name. */
    static String name(long code) {
        return switch (code == (int) code ? (int) code : -1) {
            case 0 -> "Ok";
            case 1 -> "SysErrSenderInvalid";
            case 2 -> "SysErrSenderStateInvalid";
            case 4 -> "SysErrIllegalInstruction";
            case 5 -> "SysErrInvalidReceiver";
            case 6 -> "SysErrInsufficientFunds";
            case 7 -> "SysErrOutOfGas";
            case 9 -> "SysErrIllegalExitCode";
            case 10 -> "SysFatal";
            case 11 -> "SysErrMissingReturn";
            case 16 -> "ErrIllegalArgument";
            case 17 -> "ErrNotFound";
            case 18 -> "ErrForbidden";
            case 19 -> "ErrInsufficientFunds";
            case 20 -> "ErrIllegalState";
            case 21 -> "ErrSerialization";
            case 22 -> "ErrUnhandledMessage";
            case 23 -> "ErrUnspecified";
            case 24 -> "ErrAssertionFailed";
            case 25 -> "ErrReadOnly";
            case 26 -> "ErrNotPayable";
            default -> null;
        };
    }
}
