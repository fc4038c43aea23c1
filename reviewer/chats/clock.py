"""Dates and times as chat programs write them in many countries, read without changing zone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.chats.account import Account
from reviewer.chats.options import ReadOptions
from reviewer.errors import OptionError

# Arabic and Hebrew exports set direction marks around every part of a date.
MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
SPACE = "[ \t\u00a0\u2009\u202f]"
_M = f"[{MARKS}]{{0,3}}"
_HALF_OF_DAY = rf"[AaPp]\.?{SPACE}?[Mm]\b\.?|[صم]|上午|下午|午前|午後|오전|오후|[πΠ]\.?[μΜ]\.?|[μΜ]\.?[μΜ]\.?"
_AFTERNOON = frozenset({"pm", "م", "下午", "午後", "오후", "μμ"})
STAMP = (
    rf"{_M}(?P<first>\d{{4}}|\d{{1,2}}){_M}(?P<separator>[./-]){_M}{SPACE}?(?P<second>\d{{1,2}}){_M}(?P=separator){_M}"
    rf"{SPACE}?(?P<third>\d{{4}}|\d{{1,2}}){_M}\.?(?:[,،]{_M}{SPACE}{{0,3}}|{SPACE}{{1,3}})(?:(?:klo|kl\.|um|at|à|às){SPACE})?"
    rf"{_M}(?:(?P<before>{_HALF_OF_DAY}){SPACE}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})"
    rf"(?:[:.](?P<seconds>\d{{2}}))?(?:{_M}{SPACE}?(?P<after>{_HALF_OF_DAY}))?"
)
_STAMP_ALONE = re.compile(STAMP + _M)
_ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Hold a date and time as it stands in a chat, its day and month perhaps still unknown.

    Args:
        first: the date's first number.
        second: the date's second number.
        third: the date's third number.
        year_first: whether the first number is the year, so that the order is plain.
        time: the time of day as ISO 8601, with seconds only where they are given.
    """

    first: int
    second: int
    third: int
    year_first: bool
    time: str

    def iso(self, day_first: bool) -> str | None:
        """Return the moment as ISO 8601 without a zone, or None where there is no such date.

        Args:
            day_first: whether the day stands before the month.
        """
        if self.year_first:
            year, month, day = self.first, self.second, self.third
        elif day_first:
            day, month, year = self.first, self.second, self.third
        else:
            month, day, year = self.first, self.second, self.third
        try:
            return f"{datetime.date(year if year > 99 else 2000 + year, month, day).isoformat()}T{self.time}"
        except ValueError:
            return None


def read_stamp(text: str) -> Stamp | None:
    """Return the date and time a text consists of, or None if it is something else.

    Args:
        text: a cell or what stands between brackets.
    """
    match = _STAMP_ALONE.fullmatch(text.strip())
    return stamp_from(match) if match else None


def stamp_from(match: re.Match[str]) -> Stamp | None:
    """Return the date and time that `STAMP` has matched, or None where there is no such moment.

    Args:
        match: a match of a pattern that holds `STAMP`.
    """
    hour, minute, seconds = int(match["hour"]), int(match["minute"]), int(match["seconds"] or 0)
    half = re.sub(r"[\W_]", "", match["before"] or match["after"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half in _AFTERNOON) if hour <= 12 else hour
    if hour > 23 or minute > 59 or seconds > 59:
        return None
    time = f"{hour:02}:{minute:02}" + (f":{seconds:02}" if match["seconds"] else "")
    first, second, third = (int(match[part]) for part in ("first", "second", "third"))
    stamp = Stamp(first, second, third, len(match["first"]) == 4, time)
    return stamp if stamp.iso(day_first=True) or stamp.iso(day_first=False) else None


def read_iso(text: str) -> str | None:
    """Return a date, or date and time, that is ISO 8601 but for a space in place of ``T``, with ``T``; else None.

    Args:
        text: a cell.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    try:
        datetime.date.fromisoformat(match["date"])
        datetime.time.fromisoformat((match["time"] or "00:00")[:8])
    except ValueError:
        return None
    return match["date"] + (f"T{match['time']}{match['zone'] or ''}" if match["time"] else "")


def day_comes_first(stamps: Iterable[Stamp], options: ReadOptions, account: Account) -> bool:
    """Find out from all dates of a file whether the day stands before the month.

    A number over 12 decides. Where none is, the option does, and else the day comes first.

    Args:
        stamps: every date in the file.
        options: `day_first` as given.
        account: told which order was taken and why.

    Raises:
        OptionError: if the option contradicts the file.
    """
    day_shown = month_shown = unclear = 0
    for stamp in stamps:
        if not stamp.year_first:
            day_shown += 12 < stamp.first <= 31 and 1 <= stamp.second <= 12
            month_shown += 12 < stamp.second <= 31 and 1 <= stamp.first <= 12
            unclear += 1
    if options.day_first is not None:
        _check_option(options.day_first, day_shown, month_shown, account)
    if day_shown and month_shown:
        account.note("some dates can only have the day first and some only the month")
    chosen = day_shown >= month_shown if options.day_first is None else options.day_first
    if unclear:
        account.note(_order_note(chosen, bool(day_shown or month_shown), options.day_first is not None))
    return chosen


def _check_option(day_first: bool, day_shown: int, month_shown: int, account: Account) -> None:
    against, agreeing = (month_shown, day_shown) if day_first else (day_shown, month_shown)
    if against and not agreeing:
        given, other = ("--dayfirst", "--monthfirst") if day_first else ("--monthfirst", "--dayfirst")
        raise OptionError(
            f"{given} does not fit: dates in the file show the other order",
            f"Leave it out, or give {other}.",
            path=account.name,
        )


def _order_note(day_first: bool, shown: bool, given: bool) -> str:
    order = "day first" if day_first else "month first"
    if shown:
        return f"dates are read {order}, as dates in the file show"
    if given:
        return f"dates are read {order}, as the option says; no date in the file shows it"
    return f"dates are read {order}, but no date in the file shows it: if that is wrong, give --monthfirst"
