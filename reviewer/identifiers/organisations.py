"""Schools, universities, wards, clinics and employers, by what is said of them or by their head word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage, Word
from reviewer.identifiers.wordlists import entries, never_names, words

_WORK = re.compile(
    r"\b(?:(?:i|we|he|she|they|you|u|wife|husband|partner|mum|mom|dad|sister|brother|son|daughter)"
    r"(?:'m|'ve| have| used to| also| still| currently)? ?(?:work|works|worked"
    r"|working|teach|teaches|taught|nurse|nursed"
    r"|volunteer|volunteers|volunteered|volunteering|intern|interned|study|studied|studying)|(?:job|jobs"
    r"|shift|shifts|placement|manager|nurse|teacher"
    r"|doctor|porter|cleaner|receptionist|assistant|ta|hca|carer|midwife|chef|caretaker|paramedic|librarian|engineer|apprentice|intern|student|lecturer|degree"
    r"|working|volunteering|studying|employed|employee"
    r"|therapist|psychiatrist|counsellor|appointment|inpatient|admitted|sectioned|enrolled))"
    r" (?:over |down |up |part time |full time |nights |days )?(?:at|for) (?:the )?"
    r"|\b(?:employed by|(?:job|placement|internship|apprenticeship|shifts|volunteer|volunteered"
    r"|volunteering) (?:at|for|with)|(?:admitted|commute) to) (?:the )?"
)
_YEAR_AT = re.compile(
    r"\b(?:(?:first|second|third|fourth|final|1st|2nd|3rd|last) year|year \d{1,2}|freshman|sophomore"
    r"|junior|senior|graduated|graduating|dropped out|phd|masters|ba|bsc)"
    r" (?:at|from|in|of) (?:the )?"
)
_UNIVERSITY_OF = re.compile(r"\b(?:uni|university|college|institute) of (?:the )?(?=\w)")
_SAINT = re.compile(
    r"\bst\.? [a-z']{3,14} (?:primary school|high school|primary"
    r"|school|college|hospital|hospice|academy|ward|surgery)\b"
)
_LOWER_NAME = re.compile(
    r"(?P<name>[a-z]{3,14}'?[a-z]?(?: [a-z]{3,14}'?[a-z]?)??) (?:primary(?: school)?|academy|high school|hospital"
    r"|infirmary|hospice|nursery|school|college|university|uni|clinic|surgery|care home|nursing home)\b"
)
_LOWER_WARD = re.compile(
    r"\b(?:was|were|been|ended up|stayed|moved|admitted|sent|sectioned|transferred|weeks|months|time)"
    r"(?: me| him| her| them| you| us)? (?:on|in|to|onto|at) "
    r"(?P<ward>(?P<name>[a-z]{3,14}) (?:ward|hospital|infirmary))\b"
)
_GO_TO = re.compile(r"\b(?:go|goes|went|going|got in|moved|used to go) to (?:the )?|\bi'?m at (?:the )?")
_STILL_NAMED = re.compile(
    r"\s(?:on|in|as|near|nights|days|only|since|too|also|full|part|during|over|but|currently|hey)\b"
)
_BEFORE_HEAD = re.compile(r"\b(?:at|in|to|from|on|near|for|the|of|by|with|outside|under|our|my) $")
_LINKS = frozenset({"of", "and", "the", "for", "st", "de", "&"})
_LONGEST = 5


def find(passage: Passage) -> Iterator[Identifier]:
    """Yield named workplaces, schools and places of care.

    Args:
        passage: the text.
    """
    folded = passage.folded
    for frame in (_WORK, _YEAR_AT):
        for found in frame.finditer(folded):
            place = _named_at(passage, found.end(), study=frame is _YEAR_AT)
            if place is not None:
                yield Identifier(*place, "ORGANIZATION", 0.85, f"a name after “{found.group().strip()}”")
    for found in _GO_TO.finditer(folded):
        lower = _LOWER_NAME.match(folded, found.end())
        if lower is not None and _names(lower["name"]):
            yield Identifier(*lower.span(), "ORGANIZATION", 0.75, f"a name after “{found.group().strip()}”")
    for found in _LOWER_WARD.finditer(folded):
        if _names(found["name"]):
            yield Identifier(*found.span("ward"), "ORGANIZATION", 0.75, "a ward or hospital somebody was in")
    for found in _UNIVERSITY_OF.finditer(folded):
        end = _university_end(passage, found.end())
        if end is not None:
            yield Identifier(found.start(), end, "ORGANIZATION", 0.85, f"a name after “{found.group().strip()}”")
    if passage.capitals_tell and _head_pattern().search(folded):
        yield from _by_head(passage)
    yield from _town_university(passage)


def _named_at(passage: Passage, start: int, *, study: bool) -> tuple[int, int] | None:
    """Return the organisation that begins here: a known employer, a town after "year at", or a capitalised name."""
    employer = _employers().match(passage.folded, start)
    if employer is not None and (passage.text[start].isupper() or _ends_name(passage, employer.end())):
        return employer.span()
    lower = _LOWER_NAME.match(passage.folded, start)
    if lower is not None and _names(lower["name"]):
        return lower.span()
    first = passage.word_at(start)
    if first is None or first.low in never_names():
        return None
    if study and first.low in words("places"):
        return first.start, first.end
    if not passage.capital(first) or first.low in words("regions-wide"):
        return None
    end = _name_end(passage, first)
    if end == first.end and first.low in words("first-names"):
        return None
    return first.start, end


def _ends_name(passage: Passage, end: int) -> bool:
    return passage.ends_clause(end) or _STILL_NAMED.match(passage.folded, end) is not None


def _names(written: str) -> bool:
    """Return whether every word before a head word may be a name: "beechwood" may, "private" and "local" do not."""
    plain = words("kinds-of-institution") | never_names() | words("institutions") | words("institutions-also-words")
    return not set(written.split()) & plain


def _name_end(passage: Passage, first: Word) -> int:
    """Return where a capitalised name ends, small joining words inside it ("Marks and Spencer")."""
    end, place = first.end, _full_end(passage, first)
    for _ in range(_LONGEST - 1):
        if passage.folded[place : place + 3] == " & ":
            place += 2
        word = passage.word_at(place + 1) if passage.cased[place : place + 1] == " " else None
        if word is None or not (word.text[0].isupper() or word.low in _LINKS or word.low in words("institutions")):
            break
        place = _full_end(passage, word)
        if (word.text[0].isupper() and word.low not in never_names()) or word.low in words("institutions"):
            end = place
        elif word.low not in _LINKS:
            break
    return max(end, _full_end(passage, first))


def _full_end(passage: Passage, word: Word) -> int:
    """Return where a word ends with its possessive "'s": "St Anne's" keeps it."""
    return word.end + 2 if passage.folded[word.end : word.end + 2] == "'s" else word.end


def _university_end(passage: Passage, start: int) -> int | None:
    first = passage.word_at(start)
    if first is None:
        return None
    if passage.capital(first) and first.low not in never_names():
        return _name_end(passage, first)
    return first.end if first.low in words("places") else None


def _by_head(passage: Passage) -> Iterator[Identifier]:
    """Yield capitalised names that end in School, Hospital, Ward …: "Oakfield Primary", "the Northgate clinic"."""
    run: list[Word] = []
    for word in passage.words():
        if run and passage.cased[run[-1].end : word.start] not in (" ", "'s ", ". ", " & "):
            run = []
        if _is_head(word) and _is_named(passage, run, word):
            yield Identifier(run[0].start, word.end, "ORGANIZATION", 0.8, f"a name that ends in “{word.low}”")
        if word.text[0].isupper() and word.low not in never_names():
            run = [*run[-_LONGEST:], word]
        elif word.low not in ("of", "and"):
            run = []


def _is_head(word: Word) -> bool:
    """Return whether a word may end an institution's name; some heads need a capital ("Hill View High")."""
    return word.low in words("institutions") or (
        word.text[0].isupper() and word.low in words("institutions-also-words")
    )


def _is_named(passage: Passage, run: list[Word], head: Word) -> bool:
    """Return whether the words before a head word name it: "My school" and "Catholic school" do not."""
    kinds = words("kinds-of-institution") | words("institutions") | words("institutions-also-words")
    if all(word.low in kinds for word in run) or not passage.capital(run[0]):
        return False
    before = passage.folded[max(0, run[0].start - 10) : run[0].start]
    return head.text[0].isupper() or _BEFORE_HEAD.search(before) is not None


def _town_university(passage: Passage) -> Iterator[Identifier]:
    """Yield "leeds uni", "st marys primary" and the like, also in lower case."""
    for found in _SAINT.finditer(passage.folded):
        yield Identifier(*found.span(), "ORGANIZATION", 0.75, "a saint's name and the kind of institution")
    for found in re.finditer(
        r"(?<!\w)(?P<town>[a-z]{4,20})(?: (?P<more>[a-z]{4,12}))? (?:uni|university|college|hospital|infirmary)\b",
        passage.folded,
    ):
        town = found["town"] in words("places") and found["town"] not in words("places-also-words")
        if town and (not found["more"] or found["more"] not in never_names()):
            yield Identifier(*found.span(), "ORGANIZATION", 0.75, "a town and the kind of institution")


@cache
def _employers() -> re.Pattern[str]:
    longest_first = sorted((entry.lower() for entry in entries("employers")), key=lambda entry: (-len(entry), entry))
    return re.compile("(?:" + "|".join(re.escape(entry) for entry in longest_first) + r")(?!\w|')")


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(words("institutions") | words("institutions-also-words"))) + r")\b")
