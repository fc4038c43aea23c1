"""Put the verb phrase of a directive into the -ing form, or leave it alone where it is shaky."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewer.inflection import base_form, is_verb, present_participle, word_set
from reviewer.wording import (
    ADVERBS,
    DETERMINERS,
    FILLERS,
    OBJECTS,
    PREPOSITIONS,
    SUBJECTS,
    Word,
    names_harm,
    only_closes,
    spelt_plainly,
    without_sign_off,
)

LONGEST = 12  # words; the recipe's limit for a phrase that still reads well inside a question

_NOUNS = word_set(
    "something anything everything nothing thing morning evening meeting building counselling training housing feeling "
    "parking ceiling wedding clothing spring string ring king"
)
_QUALITIES = word_set(
    "understanding loving caring forgiving willing trusting encouraging welcoming challenging accepting"
)
# "Have you thought about stopping seeing him" does not read: before another -ing these keep the infinitive.
_ASPECT = word_set("stop quit start begin keep try continue resume avoid practise finish enjoy resist risk")
_CAUSATIVE = word_set("let make help have see hear watch get dare ask")
_NEVER_NOUNS = word_set(
    "breathe eat listen tell ask go get see be find forget forgive apologise write speak think learn relax sit let put "
    "bring give keep meet explain send choose buy follow join pray leave take make do stop ignore"
)
_PLACES = word_set("work sleep rest court")
_NEVER_OFFERED = word_set("know understand realise realize mean suppose seem")
_PARTICIPLES = word_set(
    "been had gone left told said done seen taken given made got gotten rung spoken written known thought felt kept "
    "let put quit eaten drunk slept spent found met sent come become begun chosen driven forgotten forgiven hidden "
    "held heard hurt lost paid read sold stood "
    "brought bought built caught cut broken"
)
_FINITE = word_set(
    "am is are was were does did has had would shall should can could might may must ought wont been shes hes theyre "
    "thats theres whos theyll"
)
_SUBORDINATORS = word_set(
    "because if when whenever unless whether although though whereas who whom whose which what how why where wherever "
    "whatever than before after since as while until till once so like but nor yet neither plus"
)
_BEFORE_LAST_TO = word_set("seen talk speak listen turn write")
_BARE_GO = word_set("easy slow slowly ahead further for to clean") | ADVERBS | PREPOSITIONS | FILLERS
_AFTER_YOU = word_set("and or better more time space peace") | ADVERBS | DETERMINERS | PREPOSITIONS | FILLERS
_UNFINISHED = word_set("a an the your my his our their and or of very if into from than because every")
# Clauses so short and common that a verb takes them as it takes an object, and pairs that only look like a clause.
_SET_PHRASE = re.compile(
    r" (?:how you (?:are feeling|feel)|what (?:you (?:need|want|think)|happened|has happened|is going on)|"
    r"what to (?:do|say)|(?:someone|somebody|anyone|people|a friend) you (?:can )?trust|whatever you need|for a while|"
    r"as (?:soon|much|often|early|long) as (?:possible|you can)|as well|as usual|once (?:a|more|or)|"
    r"so (?:much|many|often|late|long|hard|early|far|quickly|fast)|so(?= \w+ (?:on|about|with) )|like (?:this|that|a)|"
    r"(?:before|after|until|till|since) (?:bed|work|lunch|dinner|breakfast|school|tea|tomorrow|midnight|noon|\w+day)|"
    r"after(?= (?:yourself|him|her|them|it|me|us) )|(?:before|after)(?= \w+ing )|"
    r"(?:more|less|earlier|later|better|longer) than (?:this|that|usual))(?= )"
)
_POINTING_THAT = re.compile(
    r"(?:^\w+|out|off|up|on|with|to|about|of|at|for|from|in|all|over) "
    r"that (?!(?:i|he|she|it|we|they|you|this|there|your|my) )"
)
_CONTRACTED_CLAUSE = re.compile(r"(?:i|he|she|it|we|they|you|that|there|this|here)'")
_POLAR_END = re.compile(r"(?: any ?more| any longer| ever again| ever| at all| either) $")


@dataclass(frozen=True, slots=True)
class VerbPhrase:
    """Hold what can stand in an offer.

    Args:
        doing: "calling your sister"; None where only the infinitive reads.
        infinitive: "to call your sister", "not to see him"; None where the base form is not known.
        end: offset after its last word in the Doc's text.
        closes: whether it is all the sentence says from its verb on.
    """

    doing: str | None
    infinitive: str | None
    end: int
    closes: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """Words of a phrase while it is read: verb first, all in the same form, with the place of a second joined verb."""

    words: tuple[Word, ...]
    negative: bool
    closes: bool
    adverb: tuple[Word, ...] = ()
    second: int | None = None

    @property
    def keys(self) -> list[str]:
        return [word.key for word in self.words]


def read_phrase(
    words: Sequence[Word], *, gerund: bool = False, own: bool = False, negative: bool = False
) -> VerbPhrase | None:
    """Read the verb phrase at the start of the words, or give None where it is shaky.

    Args:
        words: the words from the verb to the end of the sentence.
        gerund: whether the verb may stand in the -ing form ("recommend moving out").
        own: whether the speaker is its subject ("If I were you I'd tell my boss").
        negative: whether the directive is against it.
    """
    draft = _bounded(words, negative)
    draft = draft and (_spoken_to_reader(draft) if own else draft)
    draft = draft and _unwrapped(draft)
    draft = draft and _joined(draft)
    if draft is None or len(draft.words) > LONGEST or names_harm(draft.words) or not _is_clear(draft):
        return None
    spelt = spelt_plainly((*draft.adverb, *draft.words))
    if spelt is None:
        return None
    adverb, plain = spelt[: len(draft.adverb)], spelt[len(draft.adverb) :]
    forms = _forms(draft, plain, gerund)
    if forms is None or forms == (None, None):
        return None
    doing, infinitive = (" ".join(form) if form else None for form in forms)
    if adverb:
        doing, infinitive = doing and f"{adverb[0]} {doing}", None
    return VerbPhrase(doing, infinitive, draft.words[-1].end, draft.closes)


def _bounded(words: Sequence[Word], negative: bool) -> _Draft | None:
    """Take the words up to the first mark or the next clause; more than a pleasantry after a mark is too much."""
    length = next(
        (n for n, word in enumerate(words, start=1) if not word.gap.isspace() or "\n" in word.gap), len(words)
    )
    body = without_sign_off(words[:length])
    if not body or not only_closes(words[length:]):
        return None
    keys = [word.key for word in body]
    for at in range(1, len(keys) - 2):
        subject = keys[at + 1] in SUBJECTS | {"you"} or _CONTRACTED_CLAUSE.match(keys[at + 1])
        if (
            keys[at] == "and"
            and subject
            and (keys[at + 1] != "you" or keys[at + 2] in _FINITE | {"will", "need", "have"})
        ):
            return _Draft(tuple(body[:at]), negative, closes=False)
    if negative:
        polar = _POLAR_END.search(" ".join(keys) + " ")
        body = body[: len(body) - len(polar.group().split())] if polar else body
    return _Draft(tuple(body), negative, closes=True) if body else None


def _spoken_to_reader(draft: _Draft) -> _Draft | None:
    """Turn the speaker's own things into the reader's; "me" and "you" together would change who is meant."""
    yours = {"my": "your", "myself": "yourself"}
    words = tuple(replace(word, plain=yours.get(word.key, word.plain)) for word in draft.words)
    unsure = {"me", "mine", "i", "you", "your", "yourself"} & set(draft.keys)
    return None if unsure else replace(draft, words=words)


def _unwrapped(draft: _Draft) -> _Draft | None:
    """Take off what only introduces the verb: "make sure you eat", "try and sleep", "go see them"."""
    words, negative = draft.words, draft.negative
    while words:
        keys = [word.key for word in words]
        text = " ".join(keys) + " "
        intro = re.match(r"(?:go ahead and|make sure (?:that )?(?:you|to)|be sure (?:to|and)|remember to) ", text)
        forgets = re.match(r"forget to ", text)
        weighs = re.match(r"(?:think (?:about|of)|consider) (?:not )?", text)
        if keys[0] in FILLERS or (keys[0] == "do" and len(keys) > 1 and is_verb(keys[1])):
            words = words[1:]
        elif text.startswith("at least "):
            words = words[2:]
        elif intro or (forgets and negative):
            words, negative = words[len((intro or forgets or [""])[0].split()) :], negative and not forgets
        elif weighs:
            words = words[len(weighs.group().split()) :]
            return replace(draft, words=words, negative=negative) if words and base_form(words[0].key) else None
        elif re.match(r"(?:try|go|come) and ", text):
            words = (words[0], replace(words[1], plain="to"), *words[2:])
            break
        elif len(keys) > 1 and keys[0] in {"go", "come"} and is_verb(keys[1]) and keys[1] not in _BARE_GO:
            words = (words[0], replace(words[1], plain="to"), *words[1:])
            break
        else:
            break
    led = len(words) > 1 and (words[0].key == "always" or (words[0].key.endswith("ly") and not is_verb(words[0].key)))
    adverb, words = (words[:1], words[1:]) if led else ((), words)
    return replace(draft, words=words, negative=negative, adverb=adverb) if words else None


def _joined(draft: _Draft) -> _Draft | None:
    """Find a second verb joined by "and" or "or"; beyond the limit the first alone stays."""
    keys = draft.keys
    joints = [at for at, key in enumerate(keys) if key in {"and", "or"}]
    if not joints:
        return draft
    at = joints[0]
    following = at + 1
    while following < len(keys) and keys[following] in FILLERS:
        following += 1
    denied = keys[following : following + 2] == ["do", "not"]
    if (
        denied
        or len(joints) > 1
        or following == len(keys)
        or at == 0
        or keys[following] in {"not", "never", "you", "i"}
    ):
        return None
    words = draft.words[: at + 1] + draft.words[following:]
    is_second_verb = _is_second_verb(words, at)
    if is_second_verb is None:
        return None
    if is_second_verb and keys[0] in _CAUSATIVE - {"help", "have", "get", "see", "ask"}:
        return None
    under_infinitive = _holds_infinitive(keys[:at]) or keys[0] == "help"
    if is_second_verb and len(words) > LONGEST:
        return replace(draft, words=words[:at], closes=False)
    second = at + 1 if is_second_verb and not under_infinitive else None
    return replace(draft, words=words, second=second)


def _holds_infinitive(keys: Sequence[str]) -> bool:
    """Tell whether "to" and a verb stand among the words; "go to work" only looks like one."""
    pairs = pairwise(keys)
    return any(word == "to" and is_verb(following) and following not in _PLACES for word, following in pairs)


def _is_second_verb(words: Sequence[Word], at: int) -> bool | None:
    """Tell a joined verb ("go home and rest") from a joined noun ("food and rest"); None where neither is sure."""
    before, word = words[at - 1].key, words[at + 1]
    after = words[at + 2].key if at + 2 < len(words) else ""
    if base_form(word.key) and word.key not in _NOUNS:
        return base_form(words[0].key) is not None or None
    if not is_verb(word.key):
        return None if word.tag in {"VB", "VBP"} else False
    if (
        at == 1
        or word.key in _NEVER_NOUNS
        or before in ADVERBS | OBJECTS - {"her"}
        or after in DETERMINERS | OBJECTS | ADVERBS - {"in", "on"}
    ):
        return True
    if word.tag.startswith(("VB", "NN", "JJ")):
        return word.tag.startswith("VB")
    return None


def _is_clear(draft: _Draft) -> bool:
    """Tell whether nothing in the phrase opens a clause, changes the subject or breaks off."""
    keys = draft.keys
    text = " ".join(keys) + " "
    masked = _SET_PHRASE.sub(" thing", text)
    rest = masked.split()[1:]
    if keys[0] in _NEVER_OFFERED or keys[:2] in (["do", "you"], ["let", "us"]) or keys[-1] in _UNFINISHED:
        return False
    if keys[-1] == "to" and not {"to", *_BEFORE_LAST_TO} & set(keys[:-1]):
        return False
    if keys[0] == "have" and len(keys) > 1 and _is_past_participle(draft.words[1]):
        return False
    if keys[0] == "go" and len(keys) > 1 and not (keys[1] in _BARE_GO | {"a", "the"} or base_form(keys[1])):
        return False
    if (SUBJECTS | _SUBORDINATORS) & set(rest) or any(_CONTRACTED_CLAUSE.match(key) for key in rest):
        return False
    if "that" in rest and not _POINTING_THAT.search(masked):
        return False
    return not any(_starts_a_clause(*pair) for pair in pairwise(masked.split())) and not _runs_on(draft, masked.split())


def _is_past_participle(word: Word) -> bool:
    return word.key in _PARTICIPLES or word.key.endswith("ed") or word.key == "not" or word.tag == "VBN"


def _starts_a_clause(word: str, following: str) -> bool:
    if following in _FINITE or (following == "will" and word not in DETERMINERS):
        return True
    if following == "do" and word not in OBJECTS | {"to", "let", "make", "and", "or"}:
        return True
    if word == "you":
        return following not in _AFTER_YOU
    return word == "it" and following.endswith("s") and is_verb(following[:-1])


def _runs_on(draft: _Draft, keys: Sequence[str]) -> bool:
    """Tell whether another order follows without a joint ("go home get some rest")."""
    if keys[0] in _CAUSATIVE:
        return False
    for at in range(1, len(keys)):
        if not is_verb(keys[at]) or keys[at] in ADVERBS | PREPOSITIONS | OBJECTS | {"better", "well"}:
            continue
        before, after = keys[at - 1], keys[at + 1] if at + 1 < len(keys) else ""
        if before in {"and", "or", "to", "not"} or before in DETERMINERS - {"her", "that", "this"}:
            continue
        ends_after_adverb = not after and before in ADVERBS - {"in", "on", "off", "over", "alone", "early"} and at > 1
        if ends_after_adverb or (after in DETERMINERS | OBJECTS and before not in PREPOSITIONS - ADVERBS):
            return True
    return False


def _forms(
    draft: _Draft, plain: Sequence[str], gerund: bool
) -> tuple[Sequence[str] | None, Sequence[str] | None] | None:
    """Give the words of the -ing form and of the infinitive."""
    head, rest = plain[0], list(plain[1:])
    to = ["not", "to"] if draft.negative else ["to"]
    base = base_form(head) if gerund or not _is_base(draft.words[0]) else None
    if base is None and not _is_base(draft.words[0]):
        return None
    second, bare = draft.second, list(plain)
    if base is not None:
        bare[0] = base
    inner = base_form(rest[0]) if rest and rest[0] not in _NOUNS else None
    if inner and (base or head) in _ASPECT:
        return _aspect_forms(draft, base or head, inner, rest)
    if inner and (base or head) == "be" and rest[0] not in _QUALITIES:
        return (rest, [*to, *bare]) if second is None else None
    doing = list(plain) if base is not None else [present_participle(head), *rest]
    if second is not None:
        other = base_form(plain[second])
        doing[second] = plain[second] if other else present_participle(plain[second])
        bare[second] = other or plain[second]
    return doing, [*to, *bare]


def _aspect_forms(draft: _Draft, verb: str, inner: str, rest: list[str]) -> tuple[None, Sequence[str] | None]:
    joined = bool({"and", "or"} & set(rest))
    if verb not in {"stop", "quit"}:
        return None, ["not"] * draft.negative + ["to", verb, *rest] if draft.second is None else None
    if draft.negative or draft.second is not None:
        return None, None
    return None, ["to", verb, *rest] if joined else ["not", "to", inner, *rest[1:]]


def _is_base(word: Word) -> bool:
    if is_verb(word.key):
        return True
    unknown = word.tag in {"VB", "VBP"} and word.key.isalpha() and word.key.isascii() and len(word.key) > 2
    return unknown and not word.key.endswith(("ing", "ed", "s"))
