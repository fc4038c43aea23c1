"""Numbers that stand for a person: health, tax, bank, network and reference numbers, by their check digits."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage

_NHS = re.compile(r"(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_NHS_CUE = re.compile(r"\bnhs\b|\bchi number\b|\bh&c number\b")
_NINO = re.compile(r"(?<!\w)(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?(?:\d{2}[ -]?){3}[a-d](?!\w)")
_NINO_CUE = re.compile(r"\b(?:ni|nino|national insurance)\b")
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}([- ]?)(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])")
_SSN_CUE = re.compile(r"\b(?:ssn|social security|ss ?#|ss number|social)\b")
_CARD = re.compile(r"(?<![\w.-])[1-6](?:[ -]?\d){11,18}(?![\w-])")
_CARD_CUE = re.compile(r"\b(?:cc|(?:credit|debit|bank|my|the) card|card|visa|mastercard|amex|american express)\b")
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?(?!\w)")
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
_IPV6 = re.compile(r"(?<![\w:])(?=[0-9a-f:]*\d)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])")
_VERSION = re.compile(r"\b(?:version|v|ver|release|build)\b\.? ?$|section ?$")
_CARD_SIZES = range(12, 20)
# Lengths by country: the SWIFT IBAN registry, for the countries served and the larger European ones.
_IBAN_SIZES = {
    "gb": 22, "ie": 22, "fr": 27, "de": 22, "es": 24, "it": 27, "nl": 18, "be": 16, "at": 20, "ch": 21, "pl": 28,
    "pt": 25, "se": 24, "no": 15, "dk": 18, "fi": 18, "cz": 24, "hu": 28, "ro": 24, "gr": 27, "lt": 20, "lv": 21,
    "ee": 20, "bg": 22, "hr": 21, "sk": 24, "si": 19, "lu": 20, "mt": 31, "cy": 28, "tr": 26, "ae": 23, "sa": 24,
}  # fmt: skip

_VALUE = r"(?P<value>(?=[a-z0-9 /-]{0,20}\d)[a-z0-9]{1,20}(?:[-/][a-z0-9]{1,12}){0,4}(?: \d{2,6}){0,4})(?!\w)"
_MAY_SAY = r"(?: ?(?:number|no\.?|num|nr|id|code|#|№))?(?: ?(?:is|was|:|=|-|,)){0,2}(?: ?#)? ?"
_MUST_SAY = r" ?(?:number|no\.?|num|nr|id|code|#|:)(?: ?(?:is|was|:|=|-|,|'s)){0,2}(?: ?#)? ?"
_OWN_NUMBER = (
    r"(?:passport|aadha+r|adhaar|ppsn?|tfn|tax file|medicare|medicaid|driving licen[cs]e"
    r"|driver'?s? licence|national insurance"
    r"|social insurance|nhs|id card|national id|sa id|sort code|voter id)"
)
_REFERENCE = (
    r"(?:reference|ref|case|claim|account|acct|acc|policy|membership|member|patient|hospital|student|employee|staff"
    r"|file|booking|order|ticket|incident|crime|complaint|application|customer|client|prescription|insurance|roll"
    r"|badge|warrant|enrol?ment|pan(?: card)?|visa|sin|licen[cs]e|crn|utr|id)"
)
_PLATE_VALUE = r"(?P<value>(?=[a-z0-9 ]{0,7}\d)[a-z0-9]{1,4} ?[a-z0-9]{2,4})(?!\w)"
_PLATE = r"(?:(?:car|vehicle) reg(?:istration)?|my reg(?:istration)?|(?:number|licen[cs]e) plate)"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Hold words that name a number, and how many digits the number has at least."""

    entity: str
    reason: str
    pattern: re.Pattern[str]
    digits: int


_FRAMES = (
    _Frame(
        "US_DRIVER_LICENSE",
        "a driver's license number after its name",
        re.compile(rf"\bdriver'?s'? license{_MAY_SAY}{_VALUE}"),
        5,
    ),
    _Frame("ID", "a national number after its name", re.compile(rf"\b{_OWN_NUMBER}\b{_MAY_SAY}{_VALUE}"), 5),
    _Frame("ID", "a reference number after its name", re.compile(rf"\b{_REFERENCE}\b{_MUST_SAY}{_VALUE}"), 3),
    _Frame("ID", "a reference number after its name", re.compile(rf"\b(?:ref|reference){_MAY_SAY}{_VALUE}"), 4),
    _Frame("ID", "a number plate after its name", re.compile(rf"\b{_PLATE}\b{_MAY_SAY}{_PLATE_VALUE}"), 1),
)


def find(passage: Passage) -> Iterator[Identifier]:
    """Yield numbers that stand for a person or their account.

    Args:
        passage: the text.
    """
    if passage.digits < 2:
        return
    yield from _references(passage)
    if passage.digits >= 4:
        yield from _addresses(passage)
    if passage.digits >= 6:
        yield from _national(passage)
        yield from _bank(passage)


def _references(passage: Passage) -> Iterator[Identifier]:
    seen: set[tuple[int, int]] = set()
    for frame in _FRAMES:
        for found in frame.pattern.finditer(passage.folded):
            enough = sum(character.isdigit() for character in found["value"]) >= frame.digits
            if enough and found.span("value") not in seen:
                seen.add(found.span("value"))
                yield Identifier(*found.span("value"), frame.entity, 0.96, frame.reason)


def _national(passage: Passage) -> Iterator[Identifier]:
    for found in _NHS.finditer(passage.folded):
        cue = passage.cue(_NHS_CUE, *found.span())
        if cue and nhs_check(found.group()):
            reason = f"ten digits whose NHS check digit fits, near “{cue}”"
            yield Identifier(*found.span(), "UK_NHS", 0.98, reason)
        elif nhs_check(found.group()) and not found.group().isdigit():
            yield Identifier(*found.span(), "UK_NHS", 0.5, "ten digits whose NHS check digit fits")
    for found in _NINO.finditer(passage.folded):
        cue = passage.cue(_NINO_CUE, *found.span())
        near = f", near “{cue}”" if cue else ""
        reason = f"the shape of a National Insurance number{near}"
        yield Identifier(*found.span(), "UK_NINO", 0.95 if cue else 0.8, reason)
    for found in _SSN.finditer(passage.folded):
        cue = passage.cue(_SSN_CUE, *found.span())
        if cue or found.group(1) == "-":
            near = f", near “{cue}”" if cue else ""
            reason = f"the shape of a US social security number{near}"
            yield Identifier(*found.span(), "US_SSN", 0.95 if cue else 0.75, reason)


def _bank(passage: Passage) -> Iterator[Identifier]:
    if passage.digits >= 12:
        for found in _CARD.finditer(passage.folded):
            hit = _card(passage, *found.span())
            if hit is not None:
                yield hit
    for found in _IBAN.finditer(passage.folded):
        for candidate in _iban_readings(found.group()):
            if iban_check(candidate):
                end = found.start() + len(candidate)
                yield Identifier(found.start(), end, "IBAN_CODE", 0.95, "an IBAN whose check digits fit")
                break


def _card(passage: Passage, start: int, end: int) -> Identifier | None:
    """Judge one run of 12 to 19 digits; without a cue only a full-length one with a right check digit counts."""
    digits = re.sub(r"\D", "", passage.folded[start:end])
    cue = passage.cue(_CARD_CUE, start, end, after=20)
    near = f", near “{cue}”" if cue else ""
    if luhn_check(digits) and len(digits) in _CARD_SIZES and (cue or len(digits) >= 14):
        reason = f"{len(digits)} digits whose check digit fits a payment card{near}"
        return Identifier(start, end, "CREDIT_CARD", 0.95 if cue else 0.8, reason)
    if cue and len(digits) in (15, 16):
        return Identifier(start, end, "CREDIT_CARD", 0.6, f"as long as a payment card number{near}")
    return None


def _iban_readings(text: str) -> Iterator[str]:
    """Yield a match and its first part as long as the country's IBANs: "… 19 and then" runs on."""
    yield text
    wanted, seen = _IBAN_SIZES.get(text[:2], 0), 0
    for position, character in enumerate(text, 1):
        seen += character != " "
        if seen == wanted:
            if position < len(text) and text[position] == " ":
                yield text[:position]
            return


def _addresses(passage: Passage) -> Iterator[Identifier]:
    candidates = [*_IPV4.finditer(passage.folded)]
    if passage.folded.count(":") >= 2:
        candidates += _IPV6.finditer(passage.folded)
    for found in candidates:
        try:
            ipaddress.ip_address(found.group())
        except ValueError:
            continue
        if len(found.group()) >= 7 and not _VERSION.search(passage.folded[max(0, found.start() - 12) : found.start()]):
            yield Identifier(*found.span(), "IP_ADDRESS", 0.8, "a valid network (IP) address")


def nhs_check(text: str) -> bool:
    """Return whether the last of ten digits is the NHS number's check digit.

    Weights 10 to 2, modulus 11 (NHS Data Dictionary, "NHS NUMBER").

    Args:
        text: the number, spaces and hyphens allowed.
    """
    digits = [int(character) for character in text if character.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return rest != 10 and rest % 11 == digits[9]


def luhn_check(text: str) -> bool:
    """Return whether a card number's last digit fits (ISO/IEC 7812-1, annex B: the Luhn formula).

    Args:
        text: the number, spaces and hyphens allowed.
    """
    digits = [int(character) for character in text if character.isdecimal()]
    if len(set(digits)) < 2:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban_check(text: str) -> bool:
    """Return whether an IBAN has its country's length and leaves 1 when divided by 97 (ISO 13616-1).

    Args:
        text: the IBAN, spaces allowed.
    """
    compact = text.replace(" ", "").lower()
    if not 15 <= len(compact) <= 34 or not (compact.isascii() and compact.isalnum()):
        return False
    if len(compact) != _IBAN_SIZES.get(compact[:2], len(compact)):
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1
