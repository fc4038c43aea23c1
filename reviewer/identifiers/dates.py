"""Ages, dates of birth and full dates; never relative dates ("yesterday") nor times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage

_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = (
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_SMALL = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER_WORD = re.compile(rf"\b(?:{_SMALL}|{_TEENS}|{_TENS})\b")
_AGE = rf"(?P<age>1[01]\d|[1-9]\d|(?:{_TEENS}|{_TENS}))"
_ANY_AGE = rf"(?P<age>1[01]\d|[1-9]\d?|(?:{_SMALL}|{_TEENS}|{_TENS}))"
_SELF = r"(?<![\w'])(?:i'?m|i am|im only|i'm only|i'?m (?:just|nearly|almost)|iam)"
_OTHER = r"(?<![\w'])(?:he|she|they)(?:'?s| is|'re| are)(?: only| just| nearly| almost)?"
_KIN = (
    r"(?:son|daughter|kid|child|boy|girl|lad|lass|brother|sister|baby|toddler|eldest|oldest|youngest|mum"
    r"|mom|mam|dad"
    r"|mother|father|husband|wife|partner|niece|nephew|grandson|granddaughter|cousin|boyfriend|girlfriend"
    r"|bf|gf|gran)"
)
_NOT_MORE = r"(?![\w%°$£/:'\"+]|[.,-]\d|-)"
_STOPS = (
    r"(?= ?(?:$|[.,!?;:)\]…\n]|[^\w\s%/'\"$£€°+*=-]|(?:and|but|so|now|today|tomorrow|too|btw|lol|with|m|f"
    r"|nb|male|female|man|woman"
    r"|guy|girl|in (?:a|two|three|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)"
    r"|next|this|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|from|here|living|a [a-z]+ (?:from|in|at)"
    r"|as well|atm|years? old"
    r"|yrs? old|yo|y/o|i|from|who|though|still|already|single|married|because|cuz|cos)\b))"
)
_YEARS = r"[ -]?(?:years?|yrs?|yr)[ -]?old|[ -]?y/?o\b|[ -]?years? of age"
_NOT_A_PERSON = (
    r"(?! ?(?:account|post|thread|message|phone|car|laptop|relationship|house|dog|cat|puppy|kitten|pet"
    r"|habit|bottle|tablet"
    r"|building|system|computer|song|film|movie|book|game|problem|debt|friendship|marriage|memory|wound"
    r"|trauma|self|version))"
)
_OF_A_THING = re.compile(
    r"\b(?:account|house|phone|car|laptop|dog|cat|puppy|kitten|post|thread|relationship|marriage|it|this|that|flat|building)"
    r"(?:'s| is| was| are)(?: about| over| only| nearly)? $"
)
_AGE_FRAMES: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("a number of years old", 0.85, re.compile(rf"(?<![\w.,£$-]){_ANY_AGE}(?:{_YEARS}){_NOT_A_PERSON}")),
    ("“I'm” and a number", 0.8, re.compile(rf"{_SELF} {_AGE}{_NOT_MORE}{_STOPS}")),
    ("“he's” or “she's” and a number", 0.7, re.compile(rf"{_OTHER} {_AGE}{_NOT_MORE}{_STOPS}")),
    (
        "a relative and a number",
        0.75,
        re.compile(
            rf"\b(?:my|our|your|her|his|their) (?:[a-z]+ )?{_KIN}(?: [a-z]+)?(?: is| was|'s| just turned|,"
            rf"| who is) {_ANY_AGE}{_NOT_MORE}{_STOPS}"
        ),
    ),
    (
        "“turning” and a number",
        0.85,
        re.compile(rf"\bturn(?:s|ed|ing)? (?:the big )?{_AGE}{_NOT_MORE}(?! ?(?:min|hour|degrees|days|times|pages))"),
    ),
    ("“aged” and a number", 0.85, re.compile(rf"\b(?:aged|age:?|age is|age of|my age,?) {_ANY_AGE}{_NOT_MORE}(?!s\b)")),
    (
        "“when I was” and a number",
        0.6,
        re.compile(
            r"\b(?:when|since|until|till) (?:i|he|she|they|you) (?:was|were|turned|is)(?: about| around| only"
            rf"| just)? {_AGE}{_NOT_MORE}{_STOPS}"
        ),
    ),
    (
        "age and gender in brackets",
        0.9,
        re.compile(
            r"[(\[](?:[mf]|nb|ftm|mtf) ?/? ?(?P<age>[1-9]\d)[)\]]|[(\[](?P<other>[1-9]\d) ?/? ?(?:m|f|nb|ftm|mtf"
            r"|male|female)[)\]]"
        ),
    ),
    (
        "age and gender",
        0.8,
        re.compile(
            r"(?:^|[.!?\n]\s{0,2}|(?<![\w'])(?:i'?m|i|me|my)(?: a)?,? )(?P<age>[1-9]\d) ?/?"
            r"(?:m|f|nb|ftm|mtf|male|female)\b(?! ?\d)"
        ),
    ),
    (
        "age and gender",
        0.8,
        re.compile(r"(?:^|(?<![\w'])(?:i'?m|i|me)(?: a)?,? )(?:m|f|nb) ?/?(?P<age>[1-9]\d)\b(?![\w.:])"),
    ),
    (
        "age and gender",
        0.75,
        re.compile(r"(?<![\w.£$])(?P<age>[1-9]\d)/?(?:f|m) (?=here\b|from\b|uk\b|usa?\b|canada\b)"),
    ),
)

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d|'\d\d)"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,:/£$-])(?P<day>{_DAY})(?P<nth>st|nd|rd|th)?(?P<of> of)?(?: "
    rf"|-)?(?P<month>{_MONTHS})\b\.?(?P<year>,? ?-?{_YEAR})?(?![\w'])"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTHS})\.? (?:the )?(?P<day>{_DAY})(?P<nth>st|nd|rd"
    rf"|th)?(?P<year>,? {_YEAR})?(?![\w:%]|[.,]\d)"
)
_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?:19|20)?\d\d|(?:19"
    r"|20)\d\d[-/.](?P<c>\d{1,2})[-/.](?P<d>\d{1,2}))"
    r"(?![\w/-]|\.\d)"
)
_BIRTH = re.compile(r"\b(?:born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|bday|b-day|birth)\b")
_BIRTH_FRAME = re.compile(
    r"\b(?:(?:i was|i'm|he was|she was|was) born (?:in|on|back in)|dob|d\.o\.b\.?|date of birth"
    r"|born)(?: is| was|:| -)? ?"
    rf"(?P<date>(?:{_MONTHS} )?{_YEAR}|\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?)(?![\w/])"
)
_NOT_MONTH = frozenset({"may", "mar", "march", "sep", "dec", "jun", "jan", "sept"})
_HOLIDAYS = re.compile(
    r"0?(?:(?:1|26) jan|14 feb|17 mar|1 apr|4 jul|15 aug|11 sep|(?:10|31) oct|5 nov|(?:24|25|26|31) dec)"
)
_UNSURE_NEXT = re.compile(r" (?:be|have|not|need|feel|seem|want|help|take|or|on|in|up|with|down|to)\b")


def find(passage: Passage) -> Iterator[Identifier]:
    """Yield ages and full dates.

    Args:
        passage: the text.
    """
    folded = passage.folded
    if not passage.digits and not _NUMBER_WORD.search(folded):
        return
    for reason, score, frame in _AGE_FRAMES:
        for found in frame.finditer(folded):
            if _OF_A_THING.search(folded, max(0, found.start() - 30), found.start()):
                continue
            group = "age" if found["age"] else "other"
            yield Identifier(*found.span(group), "AGE", score, reason)
    if passage.digits:
        yield from _dates(passage)


def _dates(passage: Passage) -> Iterator[Identifier]:
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for found in pattern.finditer(passage.folded):
            if _is_month(passage, found) and not _is_holiday(found):
                yield _date(passage, *found.span(), "a day and a month")
    for found in _NUMERIC.finditer(passage.folded):
        first, second = (int(part) for part in (found["a"] or found["c"], found["b"] or found["d"]))
        if min(first, second) in range(1, 13) and max(first, second) <= 31:
            yield _date(passage, *found.span(), "a date in figures")
    for found in _BIRTH_FRAME.finditer(passage.folded):
        yield Identifier(*found.span("date"), "DATE_TIME", 0.9, "a date after “born” or “date of birth”")


def _date(passage: Passage, start: int, end: int, shape: str) -> Identifier:
    """Return a full date, surer where a birthday is spoken of."""
    cue = passage.cue(_BIRTH, start, end, before=30, after=20)
    while passage.text[end - 1] in " .,":
        end -= 1
    return Identifier(start, end, "DATE_TIME", 0.95 if cue else 0.75, shape + (f", near “{cue}”" if cue else ""))


def _is_holiday(found: re.Match[str]) -> bool:
    """Return whether a day without a year is one that everybody marks, such as 25 December."""
    return not found["year"] and _HOLIDAYS.fullmatch(f"{found['day']} {found['month'][:3]}") is not None


def _is_month(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether "may", "march", "sun" and the like are months here: "3 may help" is none."""
    if found["month"] not in _NOT_MONTH or found["nth"] or found["year"]:
        return True
    start = found.start("month")
    written_as_month = passage.capitals_tell and passage.text[start].isupper()
    return written_as_month and _UNSURE_NEXT.match(passage.folded, found.end()) is None
