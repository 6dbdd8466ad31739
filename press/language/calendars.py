"""Days of the Julian calendar, in words, with those of the Gregorian one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from press.core.languages import language_of, long_date

#: A date of which the day stands before the month, and the year at the end.
_DAY_FIRST = re.compile(r"\{day\}(?P<sign>[^\w\s{}]*)(?P<gap>[^{}]*)\{month\}(?P<rest>[^{}]*\{year\})\Z")


def lag(julian: date) -> int:
    """How many days the Gregorian calendar is ahead on a Julian day: 10 in 1582, 13 in 1917."""
    year = julian.year - (julian.month < 3)
    return year // 100 - year // 400 - 2


def both_calendars(language: str, julian: date) -> str:
    """A Julian day (a Python date holds it as it is written) and, in parentheses, the Gregorian one.

    Month and year are said once where they are the same: «17 (30) de junio de 1917», «25 de octubre (7 de noviembre)
    de 1917».
    """
    gregorian = julian + timedelta(days=lag(julian))
    own, other = (long_date(language, day.year, day.month, day.day) for day in (julian, gregorian))
    form = _DAY_FIRST.match(language_of(language).date)
    if form is None or gregorian.year != julian.year:
        return f"{own} ({other})"
    rest = form["rest"].format(year=julian.year)
    own, other = own.removesuffix(rest), other.removesuffix(rest)
    if gregorian.month != julian.month:
        return f"{own} ({other}){rest}"
    month = f"{form['gap']}{language_of(language).months[julian.month - 1]}"
    return f"{own.removesuffix(month)} ({other.removesuffix(month)}){month}{rest}"
