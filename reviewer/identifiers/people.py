"""People's names: by a frame ("my name is"), a role or title before them, or a known first name in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage, Word
from reviewer.identifiers.wordlists import never_names, words


@dataclass(frozen=True, slots=True)
class _Frame:
    """Hold words that a name follows.

    ``trust`` says what may follow: "any" word that could be a name, "capital" any such word in capitals or a known
    name, "known" only a known first or family name, "first" only a known first name.
    """

    reason: str
    pattern: re.Pattern[str]
    trust: str
    score: float


_ROLE = (
    r"(?:colleague|co-?worker|boss|manager|supervisor|therapist|counsell?or|psychiatrist|psychologist"
    r"|doctor|gp|nurse|social worker|key ?worker|care ?coordinator|case ?worker"
    r"|support worker|teacher|tutor|neighbou?r|friend|mate|bestie|best friend|flat ?mate|room ?mate"
    r"|house ?mate|landlord|landlady|cousin|brother|sister|bro|sis|son|daughter|lad|kid|boy|girl"
    r"|kids|twins|twin|mum|mom|dad|mother|father|uncle|aunt|aunty|auntie|nephew|niece|husband|wife|hubby|partner"
    r"|fianc[eé]e?|boyfriend|girlfriend|bf|gf|ex|ex-husband|ex-wife|stepdad|stepmum|stepson|stepdaughter"
    r"|grandson|granddaughter"
    r"|dog walker|sponsor|mentor|pastor|imam|priest|coach|in-law|baby|toddler|eldest|youngest|surgeon"
    r"|midwife|consultant|keyworker|buddy)"
)
_OWNER = r"(?:my|your|her|his|our|their|ur|a)"
_TELL = r"(?:is called|was called|called|named|is named|was named|name is|name's|names|goes by)"
_FRAMES = (
    _Frame(
        "“my name is”",
        re.compile(
            r"\bmy (?:full |real |first |last |actual |given |legal |birth |maiden "
            r"|middle |sur ?)?name(?:'?s| is| was|:) (?:actually |really |just )?"
        ),
        "any",
        0.95,
    ),
    _Frame(
        "“her name is”",
        re.compile(r"\b(?:our|her|his|their|your) (?:\w{3,7} )?name(?:'?s| is| was|:) "),
        "capital",
        0.95,
    ),
    _Frame("a role and “is”", re.compile(rf"\b(?:my|our) (?:new |old )?{_ROLE} (?:is|was) "), "first", 0.75),
    _Frame("“surname”", re.compile(r"\b(?:surname|last name|full name|first name|name)(?: is|'s|:) "), "capital", 0.9),
    _Frame("“names …”", re.compile(r"^(?:hi,? |hey,? |hello,? )?(?:the )?name'?s "), "capital", 0.85),
    _Frame(
        "“call me”",
        re.compile(r"\b(?:call me|i go by|i'm called|im called|i am called|known as|calls me|call myself) "),
        "first",
        0.85,
    ),
    _Frame("“I'm”", re.compile(r"(?<![\w'])(?:i'?m|i am) "), "first", 0.8),
    _Frame("“this is” or “it's”", re.compile(r"(?:\bthis is|\bit'?s(?: me)?|\bits me,?|\bme,) "), "clause", 0.75),
    _Frame(
        "a role before the name",
        re.compile(
            rf"\b{_OWNER} (?:old |new |ex |late |little |wee |big |older |younger |eldest |youngest |best |lovely "
            rf"|then |former |own |other |step |line |dear )?{_ROLE} (?:{_TELL} )?"
        ),
        "capital",
        0.85,
    ),
    _Frame("a role before the name", re.compile(rf"\b{_OWNER} (?:\w{{2,10}} )?{_ROLE}, (?:{_TELL} )?"), "first", 0.8),
    _Frame("“called” after a role", re.compile(rf"\b{_ROLE},? (?:{_TELL}) "), "capital", 0.85),
    _Frame(
        "somebody “called”",
        re.compile(
            r"\b(?:someone|somebody|guy|man|woman|lady|girl|boy|lad|person|child|baby|member|user|volunteer"
            r"|patient|client|bloke|fella) (?:called|named) "
        ),
        "capital",
        0.8,
    ),
    _Frame(
        "a title before the name",
        re.compile(r"\b(?:(?:dr|mr|mrs|ms|mx|prof|rev)\.?|professor|doctor|reverend) "),
        "titled",
        0.9,
    ),
    _Frame(
        "a title before the name",
        re.compile(
            r"\b(?:nurse|sister|miss|sir|father|pastor|officer|pc|sgt|sergeant|judge|councillor|uncle|auntie"
            r"|aunty|aunt|nana|grandma|grandad|nan|cousin) "
        ),
        "known",
        0.75,
    ),
    _Frame(
        "a verb of contact before the name",
        re.compile(
            r"\b(?:ask for|asked for|speak to|speaking to|spoke to|spoke with|speak with|talk to|talking to"
            r"|talked to|talk with|talking with|contact|message|messaged|text|texted|ring|rang|call|called"
            r"|say hi to|tell|told|met|meet|see|seeing|saw|with|from|love,?|regards,?|signed,?) "
        ),
        "first",
        0.7,
    ),
    _Frame(
        "a greeting before the name",
        re.compile(
            r"(?:^|[.!?\n] ?)(?:oh |aw |so |well )?(?:hi|hiya|hey|hello|dear|thanks|thank you|thank u|thankyou"
            r"|thx|cheers|morning|good morning|good night|night night|evening|bye|sorry|welcome|congrats|hugs|yo"
            r"|ok|okay)(?: there)?,? "
        ),
        "vocative",
        0.75,
    ),
)
_AFTER_NAME = re.compile(
    r",? (?:said|says|told|tells|asked|was|is|isn't|wasn't|has|hasn't|had|died|left|passed away|hit"
    r"|called|texted|rang|went|came|and i|and me|in the|from the|at the"
    r"|from (?:my|our|work|school|group|uni|college|church)|in (?:my|our)|my|our|here\b|helped|thinks"
    r"|thought|wants|wanted|used to|can|can't|will|would|does|doesn't|did|didn't|got|gets)\b"
)
_ACTS = re.compile(r" (?:said|says|told|is|was|has|had|died|hit|who|and i)\b")
_MODALS = frozenset({"will", "may", "don", "hope", "love"})
_ARTS = re.compile(
    r"\b(?:listen(?:ing)? to|albums?|songs?|music|books?|novels?|authors?|podcasts?|movies?|films?|actor"
    r"|actress|singer|band"
    r"|artist|games?|tv show|show on|watch(?:ing)? the|try reading|character|channel|memoir|quotes?)\b"
)
_NOT_DOCTORS = frozenset({
    "tomorrow", "tonight", "morning", "again", "soon", "first", "next", "office", "visit", "appt", "note",
    "notes", "letter", "advice", "asap", "person", "call", "back", "strange", "pepper", "google", "here",
    "there", "please", "thing", "things", "cause", "cuz", "team", "place", "surgery",
})  # fmt: skip
_PARTICLES = frozenset({"van", "der", "den", "de", "la", "le", "di", "da", "al", "el", "bin", "ibn", "mac", "mc", "st"})


def find(passage: Passage) -> Iterator[Identifier]:
    """Yield the names of people.

    Args:
        passage: the text.
    """
    for frame in _FRAMES:
        for found in frame.pattern.finditer(passage.folded):
            hit = _after_frame(passage, found.end(), frame)
            if hit is not None:
                yield hit
    yield from _by_capitals(passage)
    yield from _by_family_name(passage)


def _after_frame(passage: Passage, start: int, frame: _Frame) -> Identifier | None:
    first = passage.word_at(start)
    if first is None or len(first.text) < 2 or not _fits(passage, first, frame.trust):
        return None
    end = _family_end(passage, first)
    if _is_public(passage, first.start, end):
        return None
    reason, score = f"a name after {frame.reason}", frame.score
    if passage.entity_at(first.start, end, "PERSON"):
        reason, score = f"{reason}; the language model agrees", round(min(score + 0.05, 0.95), 2)
    return Identifier(first.start, end, "PERSON", score, reason)


def _fits(passage: Passage, word: Word, trust: str) -> bool:
    """Return whether a word may be a name after a frame of this trust."""
    capital, first_name = passage.capital(word), _is_first_name(word)
    ordinary = word.low in words("names-also-words")
    plain = first_name and not ordinary
    if word.low in never_names() and not (ordinary and capital):
        return False
    match trust:
        case "any":
            return capital or plain or (ordinary and first_name) or _ends_like_name(passage, word)
        case "capital":
            foreign = passage.entity_at(word.start, word.end, "NORP", "GPE", "ORG", "DATE")
            acts = ordinary and first_name and word.low not in _MODALS and _ACTS.match(passage.folded, word.end)
            return plain or (capital and not foreign) or bool(acts)
        case "titled":
            return plain or capital or word.low in words("surnames") or _ends_like_doctor(passage, word)
        case "known":
            return plain or (capital and (first_name or word.low in words("surnames")))
        case "clause":
            return (plain or (capital and first_name)) and _stands_alone(passage, word)
        case "vocative":
            return (plain or (capital and first_name)) and (plain or passage.ends_clause(_family_end(passage, word)))
        case _:
            return plain or (capital and (first_name or _unknown_full_name(passage, word)))


def _is_first_name(word: Word) -> bool:
    """Return whether a word is a known first name, with or without its accents: "Siobhán" is "Siobhan"."""
    known = words("first-names")
    return word.low in known or (not word.low.isascii() and _without_accents(word.low) in known)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _ends_like_name(passage: Passage, word: Word) -> bool:
    """Return whether an unknown lower-case word ends its clause, as in "my name is oluchi"."""
    return passage.ends_clause(word.end) and len(word.text) > 2 and not word.low.endswith(("ing", "ed", "ly"))


def _ends_like_doctor(passage: Passage, word: Word) -> bool:
    """Return whether an unknown lower-case word is named after "dr", as in "dr halloran was great"."""
    if not re.search(r"\bdr\.? $", passage.folded[max(0, word.start - 5) : word.start]) or len(word.text) < 4:
        return False
    follows = passage.ends_clause(word.end) or _ACTS.match(passage.folded, word.end) is not None
    return follows and word.low not in _NOT_DOCTORS and not word.low.endswith(("ing", "ed", "ly", "day", "ment", "s"))


def _stands_alone(passage: Passage, word: Word) -> bool:
    """Return whether nothing but a family name, punctuation or "here" follows: "it's grace period" fails."""
    return passage.ends_clause(_family_end(passage, word))


def _unknown_full_name(passage: Passage, word: Word) -> bool:
    """Return whether an unknown capitalised word begins a full name that the language model sees as a person."""
    end = _family_end(passage, word)
    return end > word.end and passage.entity_at(word.start, end, "PERSON")


def _family_end(passage: Passage, first: Word) -> int:
    """Return where a name ends that begins with this word: initials, particles and up to two family names."""
    end, place, capital = first.end, first.end, passage.capital(first)
    for _ in range(4):
        gap = (
            2
            if passage.cased[place : place + 2] == ". " and place - 1 >= 0 and passage.cased[place - 1].isupper()
            else 1
        )
        word = passage.word_at(place + gap) if passage.cased[place + gap - 1 : place + gap] == " " else None
        if word is None or place != _whole_end(passage, place):
            break
        if capital and word.text[0].isupper() and (len(word.text) == 1 or _is_family_name(passage, word)):
            end = word.end if len(word.text) > 1 or word.text != "I" else end
        elif not capital and _is_lower_family_name(passage, word):
            return word.end
        elif not (capital and word.low in _PARTICLES):
            break
        place = word.end
    return end


def _whole_end(passage: Passage, end: int) -> int:
    """Return the end with a possessive: after "Dana's" no family name follows."""
    return end + 2 if passage.folded[end : end + 2] == "'s" else end


def _is_family_name(passage: Passage, word: Word) -> bool:
    known = word.low in words("surnames")
    return word.text != "I" and (known or (passage.capital(word) and word.low not in never_names()))


def _is_lower_family_name(passage: Passage, word: Word) -> bool:
    follows = passage.ends_clause(word.end) or _ACTS.match(passage.folded, word.end) is not None
    return word.low not in never_names() and word.low in words("surnames") and follows


def _is_public(passage: Passage, start: int, end: int) -> bool:
    """Return whether a name, with its title, is that of a public figure, a brand or a figure of fiction."""
    name = re.sub(r" \w\.?(?= )", "", passage.folded[start:end])
    titled = re.search(r"\w+\.? $", passage.folded[max(0, start - 12) : start])
    full = f"{titled.group().strip(' .')} {name}" if titled else name
    onward = re.match(r" \w+(?: \w+)?", passage.folded[end:])
    longer = (name + onward.group()) if onward else name
    known = words("public-figures")
    return name in known or full in known or longer in known or " ".join(longer.split()[:2]) in known


def _in_arts(passage: Passage, start: int, end: int) -> bool:
    """Return whether books, music or films are spoken of here, where names are those of public people."""
    return passage.cue(_ARTS, start, end, before=35, after=25) is not None


def _by_capitals(passage: Passage) -> Iterator[Identifier]:
    """Yield known first names in capitals, surer with a family name or where the language model agrees."""
    skip_to = 0
    for word in passage.capitals():
        saint = passage.folded[max(0, word.start - 4) : word.start].strip(" .") in ("st", "saint")
        if saint or word.start < skip_to or len(word.text) < 2:
            continue
        hit = _full_name(passage, word) or _single_name(passage, word)
        if hit is not None:
            skip_to = hit.end
            yield hit


def _by_family_name(passage: Passage) -> Iterator[Identifier]:
    """Yield a known first name with a known family name, both in lower case: "that's what karen smith told me"."""
    for word in passage.words():
        known = word.text == word.low and _is_first_name(word)
        if not known or word.low in words("names-also-words") or word.low in never_names():
            continue
        end = _family_end(passage, word)
        if end > word.end and not _is_public(passage, word.start, end) and not _in_arts(passage, word.start, end):
            yield Identifier(word.start, end, "PERSON", 0.75, "a known first name and a known family name")


def _full_name(passage: Passage, first: Word) -> Identifier | None:
    if not _is_first_name(first) or (first.low in never_names() and first.low not in words("names-also-words")):
        return None
    end = _family_end(passage, first)
    if _is_ward(passage, first.start, end):
        return None
    if end == first.end or _in_arts(passage, first.start, end) or _is_public(passage, first.start, end):
        return None
    last = passage.folded[first.start : end].rpartition(" ")[2]
    model = passage.entity_at(first.start, end, "PERSON")
    listed = last in words("surnames")
    if first.low in words("names-also-words") and not (listed or model):
        return None
    score = 0.7 + 0.1 * listed + 0.1 * model
    reason = "a known first name and a family name" + ("; the language model agrees" if model else "")
    return Identifier(first.start, end, "PERSON", round(score, 2), reason)


def _is_ward(passage: Passage, start: int, end: int) -> bool:
    """Return whether it is a place of care and no person: "on Willow Ward"."""
    before = re.search(r"\b(?:on|to|onto|in|at|from) $", passage.folded[max(0, start - 6) : start])
    return before is not None and passage.folded[start:end].endswith(" ward")


def _single_name(passage: Passage, word: Word) -> Identifier | None:
    """Return a first name alone; one that opens a sentence or is a word as well needs more than its capital."""
    if not _is_first_name(word) or word.low in words("names-also-words") or word.low in never_names():
        return None
    if (
        _is_public(passage, word.start, word.end)
        or _in_arts(passage, word.start, word.end)
        or word.low in words("places")
    ):
        return None
    model = passage.entity_at(word.start, word.end, "PERSON")
    follows = _AFTER_NAME.match(passage.folded, word.end) is not None
    if passage.opens_sentence(word.start) and not (model or follows):
        return None
    if passage.entity_at(word.start, word.end, "ORG", "PRODUCT", "WORK_OF_ART", "FAC"):
        return None
    reason = "a known first name in capitals" + ("; the language model agrees" if model else "")
    return Identifier(word.start, word.end, "PERSON", 0.7 if model else 0.6, reason)
