"""The days of a programme: when it runs, until when one enrols, who may begin early (AWR-12)."""

import datetime as dt
from dataclasses import dataclass

from rempart.people.core.programme_template import Template

MOST_DAYS = 400  # a programme is of one year; what is longer is a typing slip
DAY = dt.timedelta(days=1)


class WrongDates(ValueError):
    """They do not follow one another; `code` is for tables: order, long, enrol, early, culture."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Dates:
    """All of them inclusive. Whoever enrols by `early_until` may begin at once; the others from `starts_on`."""

    starts_on: dt.date
    ends_on: dt.date
    enrol_until: dt.date
    early_until: dt.date | None
    culture_from: dt.date | None

    def check(self) -> None:
        """Raises WrongDates."""
        if self.ends_on < self.starts_on:
            raise WrongDates("order")
        if self.ends_on - self.starts_on > MOST_DAYS * DAY:
            raise WrongDates("long")
        if self.enrol_until > self.ends_on:
            raise WrongDates("enrol")
        if self.early_until is not None and self.early_until > min(self.enrol_until, self.starts_on):
            raise WrongDates("early")
        if self.culture_from is not None and not self.starts_on <= self.culture_from <= self.ends_on:
            raise WrongDates("culture")


def dates_of(template: Template, starts_on: dt.date) -> Dates:
    """A ready programme, begun on that day."""
    enrol_until = starts_on - template.enrol_before_days * DAY
    culture = template.culture_day
    return Dates(
        starts_on=starts_on,
        ends_on=starts_on + (template.days - 1) * DAY,
        enrol_until=enrol_until,
        early_until=enrol_until - template.early_before_days * DAY,
        culture_from=None if culture is None else starts_on + culture * DAY,
    )


def begins_on(dates: Dates, enrolled_on: dt.date) -> dt.date:
    """From when somebody's lessons count in the programme."""
    is_early = dates.early_until is not None and enrolled_on <= dates.early_until
    return enrolled_on if is_early else max(dates.starts_on, enrolled_on)
