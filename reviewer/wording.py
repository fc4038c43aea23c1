"""Read the words of a chat sentence as plain English, and tell which of them only open or close it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from spacy.tokens import Span, Token

from reviewer.inflection import base_form, is_verb, word_list, word_pairs, word_set

FILLERS = word_set(
    "just please really simply definitely honestly maybe probably then perhaps actually seriously absolutely totally "
    "literally basically obviously certainly kindly also even prolly"
)
DETERMINERS = word_set(
    "a an the this that these those some any all each every no both another more less enough my your his her its our "
    "their one"
)
SUBJECTS = word_set("i he she we they")
OBJECTS = word_set(
    "me you him her it us them yourself yourselves myself himself herself themselves someone somebody everyone "
    "everybody anyone anybody something anything everything nothing"
)
PREPOSITIONS = word_set(
    "about across against along around at behind beside between beyond by down during for from in inside into near of "
    "off on onto out outside over past round through to towards under up upon with within without until till instead "
    "back away"
)
ADVERBS = word_set(
    "home here there out outside inside away back up down off on in over round around today tonight tomorrow now soon "
    "early earlier later again alone first together straight somewhere anywhere upstairs downstairs abroad forward "
    "elsewhere"
)
_OTHER_COMMON = word_set(
    "and or not never always so very too as well what how be do have never only more all nobody everything"
)
_KIN = word_set(
    "mum mam mom ma dad da sister brother son daughter wife husband partner family gran nan granny grandad aunt auntie "
    "uncle cousin boss manager gp doctor boyfriend girlfriend ex"
)
# Names for the reader that are as often people spoken of ("call your oldest mate").
_COUNTED = word_set("mate friend girl guy guys lad lads lass kid man pal buddy bud pet dude love duck dear")
_OPENERS = (
    "so and but or well look listen right see yep um uh "
    "ok okay hey hi hello yeah yes no oh ah aw anyway personally first now "
    "also like then",
    "i think|i feel like|i feel|i reckon|i guess|i believe|i would say|i honestly think|i really think|i still think|"
    "i just think|in all honesty|from my experience|for me|if you ask me|for now|for a start|all i know is|"
    "the thing is|by the way|to be fair|at this point|at the end of the day|my view is|it sounds like|sounds like|"
    "at least|for what it is worth|i do think|i am thinking|i mean|i am just saying|just saying",
)
DENIALS = frozenset(f"i do not {verb}" for verb in ("think", "feel", "reckon", "believe", "feel like"))
# Read with capitals only where they were typed so: in lower case they are words.
_ALSO_WORDS = word_set("it er na ot uc id aa bp esa uk")
_WORD = re.compile(r"[^\W_]&[^\W_](?![^\W_])|[&+](?=\s)|[^\W_]+(?:['’-][^\W_]+)*['’]?(?=\W|$)")
_STAMMER = re.compile(r"(.)\1\1|\b(\w+)-\2\b")
_AMOUNT = re.compile(r"\d{1,4}(?:am|pm|mins?|st|nd|rd|th|k)?")
_TAG_QUESTION = re.compile(
    r"(?:should|would|could|will|can|must|do|are|is|ought|wo|shall|have|had)(?: not)? "
    r"(?:you|it|he|she|they|we)(?: not)?"
)
_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in (
        ("our", "or"), ("is(?=[eia])", "iz"), ("ys(?=[eia])", "yz"), ("ll", "l"), ("re(?=s?$)", "er"), ("[ao]e", "e"),
        ("ogue", "og"), ("nce", "nse"),
    )
)  # fmt: skip
_LONGEST_PHRASE = 8


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a sentence as it is to be written out.

    Args:
        plain: the word written out, in lower case except where it is a name.
        text: the word as it was typed; a spelling such as "gonna" gives several words with the same text.
        start: offset of the typed word in the Doc's text, in code points.
        end: offset after it.
        gap: what stands between it and the next word; a space between the words of one spelling.
        tag: the tagger's tag, or "" where there is none.
    """

    plain: str
    text: str
    start: int
    end: int
    gap: str
    tag: str

    @property
    def key(self) -> str:
        """Give the written-out word in lower case."""
        return self.plain.lower()


def read_words(sentence: Span) -> tuple[Word, ...]:
    """Split a sentence into words and write out the spellings of chat.

    A spelling is looked up in ``written-out.txt``, then in the norms of the tokens it covers.

    Args:
        sentence: the sentence; its tokens may be tagged, but need not be.
    """
    text, offset = sentence.text, sentence.start_char
    starts = [token.idx for token in sentence]
    matches = list(_WORD.finditer(text))
    words: list[Word] = []
    for match, following in zip_longest(matches, matches[1:]):
        start, end = offset + match.start(), offset + match.end()
        covered = list(sentence[bisect_left(starts, start) : bisect_left(starts, end)])
        gap = text[match.end() : following.start() if following else len(text)]
        parts = _written_out(match.group(), covered)
        if parts == ["your"] and following and following.group().lower() in {"supposed", "meant", "better", "gonna"}:
            parts = ["you", "are"]
        tag = covered[0].tag_ if covered else ""
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            words.append(Word(part, match.group(), start, end, gap if last else " ", tag if number == 1 else ""))
    return tuple(words)


def _written_out(typed: str, tokens: Sequence[Token]) -> list[str]:
    lower = typed.lower().replace("’", "'")
    known, proper = word_pairs("written-out").get(lower), _proper_words().get(lower)
    if proper is not None and (typed == proper or (lower not in _ALSO_WORDS and known is None)):
        return [proper]
    if known is not None:
        return known.split()
    norms = [_chat_norm(token) for token in tokens]
    if norms and "".join(norms) != lower and all(part.isalpha() for norm in norms for part in norm.split()):
        return " ".join(norms).split()
    return ["I" if lower == "i" else typed.replace("’", "'")]


def _chat_norm(token: Token) -> str:
    """Give a token's norm, unless it only turns a British spelling into an American one, as spaCy's own do."""
    same = _american(token.lower_) == _american(token.norm_)
    return token.lower_ if same else token.norm_


def _american(word: str) -> str:
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return word


@cache
def _proper_words() -> dict[str, str]:
    return {word.lower(): word for word in word_list("proper-words")}


def spelt_plainly(words: Sequence[Word]) -> tuple[str, ...] | None:
    """Give the words as they can stand in a sentence of ours, or None where one cannot be read for sure.

    Args:
        words: words of a verb phrase, the verb first.
    """
    shouted = [word.text.isupper() for word in words if len(word.text) > 1]
    shouting = len(shouted) > 1 and all(shouted)
    spelt = tuple(_spelt(word, shouting) for word in words)
    if any(word is None for word in spelt):
        return None
    first, *others = (word for word in spelt if word is not None)
    return (first.lower(), *others)


def _spelt(word: Word, shouting: bool) -> str | None:
    plain, lower = word.plain, word.key
    if plain in _proper_words().values():
        return plain
    if lower == "i" or not lower[0].isalpha():
        return "I" if lower == "i" else plain if _AMOUNT.fullmatch(lower) and lower not in {"2", "4"} else None
    letters = lower.replace("'", "").replace("-", "")
    odd = not letters.isalpha() or (len(lower) == 1 and lower != "a") or _STAMMER.search(lower)
    if odd or not re.search(r"[aeiouyà-ÿ]", lower) or lower in {"ya", "da", "dis", "dem"}:
        return None
    if not lower.isascii():
        return plain if plain[0].isupper() and not plain.isupper() else None
    if plain.isupper() and len(plain) > 1:
        return lower if shouting or _is_common(lower) else None
    return lower if _is_common(lower) else plain


def _is_common(word: str) -> bool:
    closed = DETERMINERS | OBJECTS | PREPOSITIONS | ADVERBS | FILLERS | _OTHER_COMMON
    return word in closed or is_verb(word)


def only_opens(words: Sequence[Word]) -> tuple[bool, bool]:
    """Tell whether words before a directive carry nothing of their own, and whether they deny it.

    Args:
        words: the words of the sentence before the directive.
    """
    phrases = _openers() | word_list("sign-offs") | word_list("vocatives") | FILLERS
    keys = [word.key for word in words]
    return _consists_of(keys, phrases | DENIALS), any(denial in " ".join(keys) for denial in DENIALS)


@cache
def _openers() -> frozenset[str]:
    single, several = _OPENERS
    return frozenset(single.split()) | frozenset(several.split("|"))


def only_closes(words: Sequence[Word]) -> bool:
    """Tell whether the words after a directive and a comma are a tag, a name for the reader or a pleasantry.

    Args:
        words: the words of the sentence after the directive.
    """
    if not words:
        return True
    keys = [word.key for word in words]
    phrases = word_list("sign-offs") | word_list("vocatives") | word_list("comma-tags")
    if _consists_of(keys, phrases) or _TAG_QUESTION.fullmatch(" ".join(keys)):
        return True
    *others, last = words
    return last.text.istitle() and last.key not in _KIN and _consists_of(keys[: len(others)], phrases)


def without_sign_off(words: Sequence[Word]) -> tuple[Word, ...]:
    """Cut fillers, tags and names for the reader from the end of a verb phrase.

    Args:
        words: words of a verb phrase, the verb first.
    """
    kept = tuple(words)
    while len(kept) > 1:
        keys = [word.key for word in kept]
        for length in range(min(_LONGEST_PHRASE, len(kept) - 1), 0, -1):
            phrase = " ".join(keys[-length:])
            if phrase in word_list("sign-offs"):
                break
            if phrase in word_list("vocatives") and not _may_be_object(phrase, keys[: len(keys) - length]):
                break
        else:
            return kept
        kept = kept[: len(kept) - length]
    return kept


def _may_be_object(name: str, before: Sequence[str]) -> bool:
    """Tell whether a name for the reader may belong to the words before it ("call your mate")."""
    previous = before[-1]
    if previous in DETERMINERS - {"her", "that", "this"} or previous in PREPOSITIONS - ADVERBS:
        return True
    if len(before) == 1:
        return previous in {"call", "ring", "text", "make", "find", "see", "tell", "ask", "phone", "love", "visit"}
    return name in _COUNTED and previous not in OBJECTS | ADVERBS | _KIN and bool(DETERMINERS & set(before))


def names_harm(words: Sequence[Word]) -> bool:
    """Tell whether words speak of harm, which no offer of ours may put to anyone.

    Args:
        words: words of a verb phrase; the verbs in any -ing or base form.
    """
    text = f" {' '.join(base_form(word.key) or word.key for word in words)} "
    return any(f" {phrase} " in text for phrase in word_list("never-offered"))


def _consists_of(keys: Sequence[str], phrases: frozenset[str]) -> bool:
    at = 0
    while at < len(keys):
        for length in range(min(_LONGEST_PHRASE, len(keys) - at), 0, -1):
            if " ".join(keys[at : at + length]) in phrases:
                at += length
                break
        else:
            return False
    return True
