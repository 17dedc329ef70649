package catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;

/// A stretch of the calendar of {@link Run#ZONE} for which one backup may stand, shortest first.
public enum Period {
    DAILY("daily"),
    WEEKLY("weekly"),
    MONTHLY("monthly"),
    YEARLY("yearly");

    private final String word;

    Period(String word) {
        this.word = word;
    }

    /// As it is written in a policy.
    public String word() {
        return word;
    }

    /// The one to which a moment belongs: `daily 2026-11-21`, `weekly 2026-W47`, `monthly 2026-11`, `yearly 2026`.
    public String of(Instant moment) {
        LocalDate date = moment.atZone(Run.ZONE).toLocalDate();
        return word + " "
                + switch (this) {
                    case DAILY -> date.toString();
                    case WEEKLY ->
                        "%d-W%02d"
                                .formatted(
                                        date.get(IsoFields.WEEK_BASED_YEAR),
                                        date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
                    case MONTHLY -> YearMonth.from(date).toString();
                    case YEARLY -> String.valueOf(date.getYear());
                };
    }
}
