package io.lotusconsole.proving;

/** Whether a sector could be read for a challenge. @param reason null if it is good */
public record SectorCheck(long deadline, long partition, long sectorNumber, String reason) {
    public boolean isGood() {
        return reason == null;
    }
}
