package io.lotusconsole.doctor;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.Finding.Verdict;

/** One thing that is looked at, by the names under which it is shown. */
record Check(String area, String name) {
    Finding ok(String why) {
        return new Finding(area, name, Verdict.OK, why, null, null);
    }

    Finding warning(String why, String remedy) {
        return new Finding(area, name, Verdict.WARNING, why, remedy, null);
    }

    Finding failure(String why, String remedy) {
        return new Finding(area, name, Verdict.FAILURE, why, remedy, null);
    }

    /** Not knowable here. @param remedy what would make it so; null if nothing would */
    Finding unknown(String why, String remedy) {
        return new Finding(area, name, Verdict.UNKNOWN, why, remedy, null);
    }

    /** Not knowable because a figure is not. */
    Finding unknown(Answer<?> missing) {
        return unknown(missing.failure(), null);
    }
}
