"""Where somebody lives or is: street addresses, postcodes, and towns in a frame such as "I live in"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage, Word
from reviewer.identifiers.wordlists import entries, never_names, words

_UK = re.compile(r"(?<!\w)([a-z]{1,2})\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}(?!\w)")
_UK_DISTRICT = re.compile(
    r"\b(?:live in|living in|postcode(?: is|:)?|based in|i'm in|im in) (([a-z]{1,2})\d[a-z\d]?)(?!\w)"
)
_EIRCODE = re.compile(
    r"(?<!\w)(?:[ac-fhknprtv-y]\d\d"
    r"|d6w) ?(?=[\dac-fhknprtv-y]{0,3}[ac-fhknprtv-y])(?=[a-y]{0,3}\d)[\dac-fhknprtv-y]{4}(?!\w)"
)
_CANADIAN = re.compile(r"(?<!\w)[abceghj-nprstvxy]\d[abceghj-nprstv-z][ -]?\d[abceghj-nprstv-z]\d(?!\w)")
_CODE_CUE = re.compile(
    r"\b(?:post ?code|zip(?: ?code)?|postal code|pin ?code|eircode|area code|pin)(?: is|'s| was)?(?: ?[:=-])? ?"
    r"(?P<code>(?=[a-z0-9 -]{0,8}\d)[a-z0-9]{2,8}(?:[ -](?=[a-z]?\d)[a-z0-9]{2,4})?)(?!\w)"
)
_AFTER_STATE = re.compile(
    r"(?<!\w)(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]"
    r"|T[NX]|UT|V[TA]"
    r"|W[AVIY]|APO [A-Z]{2})\.?,? (?P<code>\d{5}(?:-\d{4})?)(?![\w-])"
    r"|(?<!\w)(?:NSW|VIC|QLD|TAS|ACT|SA|NT|WA),? (?P<au>\d{4})(?!\w)"
)
_AFTER_TOWN = re.compile(r"(?<!\w)([A-Z][a-z]{2,20}),? ?-? ?(?P<code>\d{6}|\d{5})(?!\w)")

_NUMBER = r"(?:(?:flat|apt\.?|apartment|unit|suite|no\.?|number) ?\w{1,5},? ){0,2}\d{1,5}[a-z]?(?:-\d{1,4})?,? "
_NAME_WORD = r"[^\W\d_][\w'.-]{0,20}"
_PLACE_WORD = r"\b(?:on|off|at|in|near|from|of|down|along|to|round) (?:the )?"
_PO_BOX = re.compile(r"\bp\.?o\.? box \d{1,6}\b")
_ADDRESS_CUE = re.compile(
    r"\b(?:live|living|number|at|address|house|home|on|flat|moved|move|come to|round|send it to|to|from|of|off)\b"
)

_HOME = re.compile(
    r"\b(?:i|we|he|she|they|you)(?:'ve|'m|'re| am| are| used to| still| also| currently| now| only| all"
    r"|ve|'ll)? ?(?:live|lives|living|lived|liv|reside|grew up"
    r"|come|comes|came) (?:over |up |down |out |back |here )?(?:in|near|around|outside|from) |\b(?:i'?m"
    r"|i am|we're|he's|she's|hes|shes|am) (?:originally |also |actually )?(?:from|based in|living in"
    r"|staying in) "
    r"|\b(?:living|based|raised|born|born and raised|grew up|brought up|settled|lives) (?:over |up "
    r"|down )?(?:in|near|outside|around) |\b(?:moved|moving|move|relocated|relocating)(?: back| over| up"
    r"| down| out| here)? (?:to|from|near) "
    r"|\b(?:my (?:home ?town|home|town|city|address) is) |\b(?:originally from) "
)
_NEAR = re.compile(
    r"\b(?:round|around) the corner from |\b(?:down|up|across) the (?:road|street) from |\bnext"
    r" (?:door )?to |\bopposite |\b(?:minutes?|mins?|miles?|hours?|drive|walk) (?:away )?from "
)
_IN = re.compile(r"\b(?:in|from|at|near|to|around|outside|over in|of|via|for) ")
_VENUE_TOWN = re.compile(r"(?:the |a )?(?:[^\W_]{1,16}[' ]{1,2}){0,4}?in (?=\w)")
_TOWN_STATE = re.compile(
    r"(?<!\w)(?P<town>[A-Z][a-z'-]{2,20}(?: [A-Z][a-z'-]{2,20}){0,2}),? "
    r"(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|I[LNA]|K[SY]|LA|M[DAINSOT]|N[EVHJMYCD]|OH|PA|RI|S[CD]|T[NX]|UT|V[TA]"
    r"|W[AVIY]|ON|BC|AB|NSW|VIC|QLD)\b"
)
_LOW_TOWN_STATE = re.compile(
    r"[a-z]{3,15}(?: [a-z]{3,15})?(?=, (?:ca|tx|ny|nj|fl|wa|az|nc|sc|va|pa|mi|mn|mo|il|ga|co|ct|md|tn|wi"
    r"|nm|nv|nh|ny|vt|ky|ks)\b)"
)
_VENUE = re.compile(
    r"\b(?:in|at|near|from|to|by|outside|round|behind)"
    r" (?:the )?(?P<venue>(?P<name>[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?) "
    r"(?P<kind>Park|Station|Library|Church|Mosque|Temple|Gurdwara|Synagogue|Cathedral|Gym|Bridge|Mall"
    r"|Market|Pier|Beach"
    r"|Stadium|Leisure Centre|Community Centre|Shopping Centre))\b"
)
_SUFFIX = re.compile(
    r"[a-z]{3,}(?:ham|ton|ford|bury|borough|burgh|chester|wick|mouth|pool|dale|field|worth|stead|minster"
    r"|thorpe|ville|combe)"
)
_BEGINNINGS = frozenset({"little", "great", "high", "new", "old", "north", "south", "west", "east", "black", "white"})
_LINK = frozenset({"upon", "on", "le", "la", "de", "of", "by", "in", "the", "under"})


def find(passage: Passage) -> Iterator[Identifier]:
    """Yield street addresses, postcodes and places somebody is tied to.

    Args:
        passage: the text.
    """
    if passage.digits:
        yield from _addresses(passage)
        yield from _codes(passage)
    yield from _roads(passage)
    yield from _towns(passage)


def _addresses(passage: Passage) -> Iterator[Identifier]:
    for found in _PO_BOX.finditer(passage.folded):
        yield Identifier(*found.span(), "STREET_ADDRESS", 0.9, "a post office box")
    for found in _address_pattern().finditer(passage.folded):
        hit = _address(passage, found)
        if hit is not None:
            yield hit


def _address(passage: Passage, found: re.Match[str]) -> Identifier | None:
    """Judge number, name and kind of street: "14 larch road" is one, "10 minute walk" is none."""
    kind, parts = found["type"], set(found["name"].split())
    plain = kind in words("street-types")
    if parts & (words("not-street-names") | STOP_WORDS):
        return None
    capital = passage.capitals_tell and passage.text[found.start("name")].isupper()
    cue = passage.cue(_ADDRESS_CUE, *found.span(), before=20)
    if not (plain or capital or cue):
        return None
    near = f", near “{cue}”" if cue else ""
    return Identifier(
        *found.span(), "STREET_ADDRESS", 0.9 if cue else 0.8, f"a house number, a name and “{kind}”{near}"
    )


def _roads(passage: Passage) -> Iterator[Identifier]:
    """Yield named roads without a house number; only capitals make a name of the word before."""
    if not passage.capitals_tell:
        return
    for found in _road_pattern().finditer(passage.folded):
        capital = passage.text[found.start("road")].isupper()
        if (
            capital
            and found["road"] not in words("famous-streets")
            and not set(found["name"].split()) & words("not-street-names")
        ):
            yield Identifier(
                *found.span("road"), "STREET_ADDRESS", 0.7, f"a name and “{found['type']}” after a place word"
            )
    for found in _VENUE.finditer(passage.cased):
        if not {word.lower() for word in found["name"].split()} & never_names():
            yield Identifier(*found.span("venue"), "LOCATION", 0.7, f"a name that ends in “{found['kind'].lower()}”")


def _codes(passage: Passage) -> Iterator[Identifier]:
    folded = passage.folded
    for found in _CODE_CUE.finditer(folded):
        digits = sum(character.isdigit() for character in found["code"])
        if digits >= 2 or (digits and found["code"][0].isalpha()):
            yield Identifier(*found.span("code"), "ZIP_CODE", 0.85, "a code after “postcode”, “zip” or the like")
    for found in _UK.finditer(folded):
        if found.group(1) in words("uk-postcode-areas"):
            yield Identifier(*found.span(), "ZIP_CODE", 0.85, "the shape of a UK postcode in a postal area that exists")
    for found in _UK_DISTRICT.finditer(folded):
        if found.group(2) in words("uk-postcode-areas"):
            yield Identifier(*found.span(1), "ZIP_CODE", 0.7, "the first half of a UK postcode after a place word")
    for found in _EIRCODE.finditer(folded):
        yield Identifier(*found.span(), "ZIP_CODE", 0.8, "the shape of an Irish Eircode")
    for found in _CANADIAN.finditer(folded):
        yield Identifier(*found.span(), "ZIP_CODE", 0.85, "the shape of a Canadian postal code")
    if passage.digits >= 4:
        for found in _AFTER_STATE.finditer(passage.cased):
            group = "code" if found["code"] else "au"
            yield Identifier(*found.span(group), "ZIP_CODE", 0.8, "digits after a state")
        for found in _AFTER_TOWN.finditer(passage.cased):
            if found.group(1).lower() in words("places"):
                yield Identifier(*found.span("code"), "ZIP_CODE", 0.75, "digits after a town")


def _towns(passage: Passage) -> Iterator[Identifier]:
    for frame in (_HOME, _NEAR):
        for found in frame.finditer(passage.folded):
            place = _place_at(passage, found.end(), home=frame is _HOME) or _venue(passage, found.end())
            if place is not None:
                reason = f"a place after “{found.group().strip()}”"
                yield Identifier(*place, "LOCATION", 0.85 if frame is _HOME else 0.8, reason)
    for found in _IN.finditer(passage.folded):
        known = _known_at(passage, found.end())
        if known is not None and _is_town(passage, *known):
            yield Identifier(*known, "LOCATION", 0.65, f"a known town after “{found.group().strip()}”")
    for found in _TOWN_STATE.finditer(passage.cased):
        if found["town"].split()[0].lower() not in never_names():
            yield Identifier(*found.span("town"), "LOCATION", 0.7, "a name before the letters of a state")
    for start, end, label in passage.entities:
        name = passage.folded[start:end]
        if label == "GPE" and name in words("places") and name not in words("places-also-words"):
            yield Identifier(
                start, end, "LOCATION", 0.6, "a known town that the language model takes for a place as well"
            )


def _is_town(passage: Passage, start: int, end: int) -> bool:
    """Return whether a known place after "in" or "from" is meant: "in leeds" is, "in bath" and "on sale" are not."""
    written_as_name = passage.capitals_tell and passage.text[start].isupper()
    return written_as_name or passage.folded[start:end] not in words("places-also-words")


def _venue(passage: Passage, start: int) -> tuple[int, int] | None:
    """Return a venue and its town after "round the corner from": "the big [[Asda in Penge]]"."""
    found = _VENUE_TOWN.match(passage.folded, start)
    if found is None:
        return None
    town = _place_at(passage, found.end(), home=True)
    if town is None:
        return None
    inside = (word for word in passage.capitals() if start <= word.start < found.end())
    first = next(inside, None)
    return (first.start if first else town[0]), town[1]


def _place_at(passage: Passage, start: int, *, home: bool) -> tuple[int, int] | None:
    """Return the place that begins here: a known one, or after a clear frame any name in capitals."""
    known = _known_at(passage, start)
    if known is not None:
        return known
    first = passage.word_at(start)
    if first is None or not home or _wide_pattern().match(passage.folded, start):
        return None
    if first.low in _BEGINNINGS and passage.capital(first) and _name_end(passage, first) > first.end:
        return first.start, _name_end(passage, first)
    if first.low in never_names():
        return None
    if passage.capital(first) and first.low not in words("first-names") - words("places"):
        return first.start, _name_end(passage, first)
    stated = _LOW_TOWN_STATE.match(passage.folded, start)
    if stated is not None:
        return stated.span()
    if _SUFFIX.fullmatch(first.low) and first.low not in words("not-towns") and first.low not in words("surnames"):
        return first.start, first.end
    return None


def _known_at(passage: Passage, start: int) -> tuple[int, int] | None:
    found = _places_pattern().match(passage.folded, start)
    wide = _wide_pattern().match(passage.folded, start)
    if found is None or (wide is not None and wide.end() >= found.end()):
        return None
    last = passage.word_at(start)
    whole = _name_end(passage, last) if last is not None and passage.capital(last) else start
    return start, max(found.end(), whole)


def _name_end(passage: Passage, first: Word) -> int:
    """Return where a place name of up to four capitalised words ends ("Burton upon Trent")."""
    end, last = first.end, first.end
    for _ in range(3):
        word = passage.word_at(last + 1) if passage.cased[last : last + 1] in (" ", "-") else None
        if word is None:
            break
        if passage.capital(word) and word.low not in never_names():
            end = word.end
        elif word.low not in _LINK or word.low in ("in", "the", "of"):
            break
        last = word.end
    return end


@cache
def _address_pattern() -> re.Pattern[str]:
    types = "|".join(sorted(words("street-types") | words("street-types-also-words")))
    return re.compile(rf"(?<![\w.,:£$/-]){_NUMBER}(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}?) (?P<type>{types})\b")


@cache
def _road_pattern() -> re.Pattern[str]:
    types = "|".join(sorted(words("street-types")))
    return re.compile(rf"{_PLACE_WORD}(?P<road>(?P<name>{_NAME_WORD}(?: {_NAME_WORD})?) (?P<type>{types}))\b")


@cache
def _places_pattern() -> re.Pattern[str]:
    return _any_of("places")


@cache
def _wide_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:the )?(?:(?:north|south|east|west|mid)(?:ern|[ -]?east|[ -]?west)? (?:of )?)?"
        + _any_of("regions-wide").pattern
    )


def _any_of(name: str) -> re.Pattern[str]:
    longest_first = sorted((entry.lower() for entry in entries(name)), key=lambda entry: (-len(entry), entry))
    return re.compile("(?:" + "|".join(re.escape(entry) for entry in longest_first) + r")(?!\w|-\w|'(?!s\b))")
