"""Telephone numbers: a run of digits, checked by phonenumbers, raised by words such as "text me on"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers

from reviewer.identifiers.helplines import helpline_numbers, is_helpline
from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage

_RUN = re.compile(
    r"(?<![\w.,/£$€@#-])[+(]{0,2}\d(?:[ ().\-/]{0,3}\d){6,14}(?: ?(?:x|ext\.?) ?\d{1,5})?(?![\w@%/]|[.,-]\d)"
)
_NO_PHONE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?:\D.*)?|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?:\D.*)?|\d+\.\d+"
    r"|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?:19|20)\d\d ?[-/ ] ?(?:19|20)\d\d"
)
_CUE = re.compile(
    r"\b(?:call|ring|phone|dial|text|txt|sms|whats ?app|tele?phone|tel|ph|mobile|mob|cell|number|num|fax"
    r"|reach|signal"
    r"|contact|facetime|imessage|landline|helpline|hotline|digits)(?:s|ed|ing)?\b"
)
_SHORT_CUE = re.compile(
    r"\b(?:call|ring|dial|phone|text|txt|sms|samaritans|shout|lifeline|helpline|hotline|crisis line|emergency"
    r"|childline|pieta|number|nhs|papyrus)(?:s|ed|ing)?\b|\bon$"
)
_LABEL = re.compile(
    r"\b(?:(?:phone|mobile|mob|tel|telephone|cell|desk|fax|whats ?app)(?: number| no\.?)?(?:\s?:| is)"
    r"|(?:answering|messages) (?:on|at|to))\s{1,3}$"
)
_AFTER = 28


def find(passage: Passage, regions: tuple[str, ...]) -> Iterator[Identifier]:
    """Yield telephone numbers.

    Args:
        passage: the text.
        regions: two-letter country codes whose national numbers count.
    """
    if passage.digits >= 3:
        yield from _listed(passage)
    if passage.digits < 7:
        return
    for found in _RUN.finditer(passage.folded):
        written = found.group()
        if _NO_PHONE.fullmatch(written):
            continue
        start = found.start() + (1 if written.startswith("(") and ")" not in written else 0)
        hit = _judge(passage, start, found.end(), regions)
        if hit is not None:
            yield hit


def _judge(passage: Passage, start: int, end: int, regions: tuple[str, ...]) -> Identifier | None:
    """Validate one run of digits and weigh the words around it."""
    written = passage.folded[start:end]
    cue = passage.cue(_CUE, start, end, after=_AFTER)
    near = f", near “{cue}”" if cue else ""
    verdict, region = _verdict(re.split(r" ?(?:x|e)", written)[0], regions)
    if verdict == "valid":
        grouped = written.startswith("+") or not written.isdigit()
        score = 0.95 if cue else 0.85 if grouped or written.startswith("0") else 0.65
        return Identifier(start, end, "PHONE_NUMBER", score, f"a valid telephone number ({region}){near}")
    if verdict == "possible" and cue:
        return Identifier(start, end, "PHONE_NUMBER", 0.7, f"as long as a telephone number ({region}){near}")
    label = passage.cue(_LABEL, start, end, before=25)
    if label:
        return Identifier(start, end, "PHONE_NUMBER", 0.65, f"a run of digits after “{label}”")
    return None


def _verdict(written: str, regions: tuple[str, ...]) -> tuple[str, str]:
    """Return "valid", "possible" or "no", and the region that says so."""
    digits = re.sub(r"\D", "", written)
    if written.lstrip("(").startswith(("+", "00")):
        international = "+" + (digits[2:] if digits.startswith("00") and not written.startswith("+") else digits)
        answer = _ask(international, None)
        return answer, "international"
    best = ("no", "")
    for region in regions:
        british_mobile = region == "IN" and "GB" in regions and len(digits) == 11 and digits.startswith("07")
        if british_mobile or not _written_as_in(digits, region):
            continue
        answer = _ask(digits, region)
        if answer == "valid":
            return answer, region
        if answer == "possible" and best[0] == "no":
            best = (answer, region)
    return best


def _written_as_in(digits: str, region: str) -> bool:
    """Return whether a national number may be written like this: it spares the parse and chance hits.

    Where a leading 0 is dialled, nobody writes the number without it, except the 13 and 1800 numbers.
    """
    if region in ("US", "CA"):
        return len(digits) in (7, 10) or (len(digits) == 11 and digits[0] == "1")
    if region == "IN":
        return len(digits) == 10 or digits[0] == "0" or digits.startswith("1800")
    return digits[0] == "0" or (region in ("AU", "IE") and digits.startswith(("13", "18")))


def _ask(digits: str, region: str | None) -> str:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return "no"
    if phonenumbers.is_valid_number(number):
        return "valid"
    reason = phonenumbers.is_possible_number_with_reason(number)
    fits = (phonenumbers.ValidationResult.IS_POSSIBLE, phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
    return "possible" if reason in fits else "no"


def _listed(passage: Passage) -> Iterator[Identifier]:
    """Yield helplines, whose short codes no general check would take for a telephone number."""
    for found in _helpline_pattern().finditer(passage.folded):
        start, end = found.span()
        if not is_helpline(found.group()):
            continue
        cue = passage.cue(_SHORT_CUE, start, end, before=30)
        if cue or sum(character.isdigit() for character in found.group()) >= 7:
            near = f", near “{cue}”" if cue else ""
            yield Identifier(start, end, "PHONE_NUMBER", 0.9, f"a listed helpline or emergency number{near}")


@cache
def _helpline_pattern() -> re.Pattern[str]:
    numbers = sorted(helpline_numbers(), key=lambda digits: (-len(digits), digits))
    return re.compile(
        r"(?<![\w.,£$+-])(?:" + "|".join("[ -]?".join(digits) for digits in numbers) + r")(?![\w%]|[.,:-]\d)"
    )
