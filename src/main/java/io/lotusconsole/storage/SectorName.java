package io.lotusconsole.storage;

/**
 * Name of a sector's entry in a storage path, {@code s-t01000-9}: {@code t0} on every network ({@code
 * storage/sealer/storiface/filetype.go}). Text from a caller becomes a path only through here.
 */
public record SectorName(long minerActor, long sectorNumber) {
    private static final String START = "s-t0";

    /** Of an unsigned number that a long holds. */
    private static final int DIGITS_MAX = 18;

    /** Null if the text is no such name, written as we would write it. */
    public static SectorName parse(String text) {
        int hyphen = text.lastIndexOf('-');
        if (!text.startsWith(START) || hyphen < START.length()) {
            return null;
        }
        long actor = number(text.substring(START.length(), hyphen));
        long sector = number(text.substring(hyphen + 1));
        SectorName name = new SectorName(actor, sector);
        return actor >= 0 && sector >= 0 && name.toString().equals(text) ? name : null;
    }

    /** -1 if it is none. */
    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > DIGITS_MAX || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(digits);
    }

    @Override
    public String toString() {
        return START + minerActor + "-" + sectorNumber;
    }
}
