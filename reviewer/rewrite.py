"""Turn a directive into an offer: "You should call him." becomes "Have you thought about calling him?"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from reviewer.inflection import is_verb, word_list, word_set
from reviewer.verb_phrase import VerbPhrase, read_phrase
from reviewer.wording import FILLERS, Word, only_opens, read_words

MOST = 3

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_BREAK = re.compile(r"[.!?;:\n…]")
_QUESTIONS = word_set("what how where who which is are do did does can could would will have")
_DESCRIBED = word_set("thing things something anything everything nothing else all way one ones someone anyone people")
_ASKING = word_set("if when unless whether which whom whose why what how where who whenever because cos that until")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold another wording.

    Args:
        text: the words offered.
        replaces: whether they can stand in for the whole sentence that holds the found words.
    """

    text: str
    replaces: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """Hold the part of a message that tells someone what to do.

    Args:
        start: offset of its first word in the Doc's text, in code points; of the sentence where it is whole.
        end: offset after its last word; after the sentence's end mark where it is whole.
        doing: its verb phrase in the -ing form, "calling your sister"; None where that does not read.
        infinitive: the same as an infinitive, "to call your sister", "not to see him"; None where it is not known.
        whole: whether it is all that its sentence says.
    """

    start: int
    end: int
    doing: str | None
    infinitive: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words before the verb of a directive: where they start, where the verb stands, how to read it."""

    start: int
    verb: int
    gerund: bool = False
    own: bool = False
    negative: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way to lead up to a directive."""

    pattern: re.Pattern[str]
    gerund: bool = False
    own: bool = False
    asks: bool = False
    opens: bool = False


def _shape(words: str, *, gerund: bool = False, own: bool = False, asks: bool = False, opens: bool = False) -> _Shape:
    """Compile a pattern in which "~" stands for up to three fillers and "@" for a denial."""
    filler = rf"(?:(?:{'|'.join(sorted(FILLERS))}|at least|kind of|sort of) ){{0,3}}"
    pattern = (
        words.replace("you ~", "you (?:(?:lot|guys|all|both) )?~")
        .replace("~", filler)
        .replace("@", "(?:(?:not|never) )?")
    )
    return _Shape(re.compile(r"(?<!\S)" + pattern), gerund, own, asks, opens)


_HAVE_TO = "(?:need|have|got|have got|want|would like) ~@to @"
_NOT_A_WISH = "(?!(?:want|like|love|hate|prefer|hope|wish|say|think|guess|know|understand|have|feel|die|kill|hurt) )"
_SHAPES = (
    _shape("you ~(?:should|must|shall|might|may) ~@~(?:(?:want|need|have) to ~)?"),
    _shape("you ~(?:could|can) ~@~(?:always ~)?"),
    _shape(f"you ~(?:(?:will|would|might|may|must|are going to) ~)?(?:do not ~)?{_HAVE_TO}~"),
    _shape("you ~need not ~(?:to ~)?"),
    _shape("you ~ought ~@(?:to ~)?@"),
    _shape("you ~(?:(?:had|would|have) ~)?(?:better|best) (?!off )~@~"),
    _shape("(?:you are|you) ~@(?:supposed|meant) @to @~"),
    _shape("you are ~@to ~"),
    _shape(
        "(?<!no )(?:should|must|had better|better|need to|have to|got to|ought to|supposed to|meant to) ~@~", opens=True
    ),
    _shape(
        "i ~(?:(?:would|will|must|can only|do|am going to|have to|want to) ~)?(?:strongly |highly )?"
        "(?:recommend|suggest|advise|urge|propose|vote) (?:against )?~(?:that )?"
        "(?:you ~(?:(?:should|could|to|do) )?)?@(?:to )?~",
        gerund=True,
    ),
    _shape("i ~(?:(?:would|do) ~)?(?:want|need|beg|like|love) you @to @~"),
    _shape(
        "my (?:only |honest |best )?advice (?:to you )?(?:would be|is) "
        "~(?:that )?(?:for )?(?:you )?(?:should )?@(?:to )?~",
        gerund=True,
    ),
    _shape(
        "(?:if i (?:were|was|am) you|if it (?:were|was) me|were i you|in your (?:shoes|place|position|situation)) ~"
        f"i ~would ~@~{_NOT_A_WISH}",
        own=True,
    ),
    _shape(f"i ~would ~@~{_NOT_A_WISH}", own=True, opens=True),
    _shape("you ~(?:are|would be|will be|might be|may be) ~(?:better|best) off ~@", gerund=True),
    _shape(
        "it (?:is|would be|might be|may be|could be) ~(?:always )?(?:best|better|good|wise|an idea|a good idea|worth) "
        "(?:for you )?~@(?:to ~)?",
        gerund=True,
    ),
    _shape("why (?:do|would|can|wo) not (?:you )?~", asks=True),
    _shape("why not ~", asks=True, gerund=True),
    _shape("(?:can|could|would|will) (?:not you|you not) ~", asks=True),
    _shape("(?:how|what) about (?:you )?~", asks=True, gerund=True),
    _shape("have (?:not )?you (?:ever )?~(?:tried|considered|thought about|thought of) ~", asks=True, gerund=True),
    _shape(
        "the (?!thing )(?:\\w+ ){0,2}?(?:thing|way|option|move|trick|key|secret|answer|solution|choice|step|approach) "
        "(?:(?:for you|you can do|you could do|to do|here|now|right now|forward|out) ){0,2}"
        "(?:is|would be|will be|might be) ~@(?:to ~)?",
        gerund=True,
    ),
    _shape("the thing to do (?:is|would be) ~@(?:to ~)?", gerund=True),
    _shape(
        "(?:all|what) you ~(?:have to|need to|need|got to|have got to|must|can|could|should|ought to|want to) ~"
        "(?:do ~)?is ~@(?:to ~)?",
        gerund=True,
    ),
)


def suggestions(templates: Sequence[str], span: Span, sentence: Span, *, turn: int = 0) -> tuple[Suggestion, ...]:
    """Offer other wordings for a found directive, the one made from its own words first.

    Args:
        templates: texts, some with ``{doing}`` or ``{infinitive}``; one that cannot be filled is left out.
        span: the found words.
        sentence: the sentence that holds them.
        turn: how many rewrites the message already has, so that they do not all open alike.
    """
    generic = [text for text in templates if not _PLACEHOLDER.search(text)]
    mechanical = [text for text in templates if _PLACEHOLDER.search(text)]
    clause = find_clause(span, sentence) if mechanical else None
    offers: list[Suggestion] = []
    if clause is not None:
        filled = [text for text in (_filled(template, clause) for template in mechanical) if text is not None]
        offers += [Suggestion(text, clause.whole) for text in _rotated(filled, turn)[:1]]
    offers += [Suggestion(_finished(text), False) for text in _rotated(generic, turn)]
    return tuple(dict.fromkeys(offers))[:MOST]


def find_clause(span: Span, sentence: Span) -> Clause | None:
    """Find the directive that a span carries and what it tells someone to do, or None where that is shaky.

    Args:
        span: the found words; they hold the modal, the advice verb or the order, or the verb under it.
        sentence: the sentence that holds them, tagged and parsed or not.
    """
    words = read_words(sentence)
    frame = _find_frame(words, span)
    if frame is None:
        return None
    light, denied = only_opens(words[: frame.start])
    if not light and (frame.opens or _belongs_to(words[: frame.start])):
        return None
    phrase = read_phrase(words[frame.verb :], gerund=frame.gerund, own=frame.own, negative=frame.negative is not denied)
    if phrase is None or phrase.doing in word_list("needs-object"):
        return None
    if _parse_objects(span.doc, words[frame.verb].start, phrase.end):
        return None
    return _clause(words, frame, phrase, sentence, whole=light and phrase.closes)


def _belongs_to(before: Sequence[Word]) -> bool:
    """Tell whether what stands before a frame makes it part of a question, a condition or a noun's description."""
    last = before[-1]
    if last.key in _ASKING or before[0].key in _QUESTIONS:
        return True
    if only_opens([last])[0] or not last.gap.isspace():
        return False
    return last.tag.startswith("NN") or last.key in _DESCRIBED


def _clause(words: Sequence[Word], frame: _Frame, phrase: VerbPhrase, sentence: Span, *, whole: bool) -> Clause:
    start, end = words[frame.start].start, phrase.end
    if whole:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.start_char + len(text.rstrip())
    return Clause(start, end, phrase.doing, phrase.infinitive, whole)


def _find_frame(words: Sequence[Word], span: Span) -> _Frame | None:
    """Choose the frame the span touches: the one that starts first, then the longest."""
    touched = [
        frame
        for frame in (*_frames(words), *_orders(words, span))
        if words[frame.start].start < span.end_char and span.start_char < words[frame.verb].end
    ]
    return min(touched, key=lambda frame: (frame.start, -frame.verb), default=None)


def _frames(words: Sequence[Word]) -> Iterator[_Frame]:
    text, starts = "", []
    for word in words:
        starts.append(len(text))
        text += word.key + (" | " if _BREAK.search(word.gap) else " ")
    for shape in _SHAPES:
        for match in shape.pattern.finditer(text):
            start, verb = bisect_left(starts, match.start()), bisect_left(starts, match.end())
            if verb < len(words):
                lead = set(match.group().split())
                negative = not shape.asks and bool(lead & {"not", "never", "against"})
                yield _Frame(start, verb, shape.gerund, shape.own, negative, shape.opens)


def _orders(words: Sequence[Word], span: Span) -> Iterator[_Frame]:
    """Read the span as a bare order: a verb at the start of a clause, after fillers and "do not"."""
    first = next((at for at, word in enumerate(words) if word.end > span.start_char), len(words))
    at, negative = first, False
    while at < len(words):
        pair = [word.key for word in words[at : at + 2]]
        if pair == ["do", "not"]:
            at, negative = at + 2, True
        elif pair[0] == "never":
            at, negative = at + 1, True
        elif _leads_in(words[at]) or pair == ["you", "just"]:
            at += 1
        else:
            break
    starts_clause = first == 0 or not words[first - 1].gap.isspace() or only_opens(words[first - 1 : first])[0]
    joined = first > 0 and words[first - 1].key in {"and", "or", "then", "but", "so"} | FILLERS
    verb = at + (at + 1 < len(words) and (words[at].key == "always" or words[at].key.endswith("ly")))
    if verb < len(words) and is_verb(words[verb].key) and (starts_clause or joined):
        yield _Frame(first, at, negative=negative)


def _leads_in(word: Word) -> bool:
    """Tell whether a word only leads up to an order; "look" does before a mark ("Look, leave him")."""
    return only_opens([word])[0] and not (word.gap.isspace() and is_verb(word.key))


def _parse_objects(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the parser, where there is one, sees a finite verb of another subject in the phrase."""
    tokens = list(doc.char_span(start, end, alignment_mode="expand") or ())
    if not all(token.dep and token.tag for token in tokens):
        return False
    finite = {"VBZ", "VBP", "MD"}
    if not {"get", "have"} & {token.lower_ for token in tokens}:  # "get your meds reviewed" is tagged as a past tense
        finite.add("VBD")
    return any(token.tag_ == "VBZ" and is_verb(token.lower_.removesuffix("s")) for token in tokens[1:]) or any(
        token.dep_ in {"nsubj", "nsubjpass"}
        and token.pos_ in {"NOUN", "PROPN"}
        and token.head.tag_ in finite
        and token.head in tokens[1:]
        for token in tokens[1:]
    )


def _filled(template: str, clause: Clause) -> str | None:
    values = {"doing": clause.doing, "infinitive": clause.infinitive}
    names = set(_PLACEHOLDER.findall(template))
    if any(values.get(name) is None for name in names):
        return None
    return _finished(_PLACEHOLDER.sub(lambda match: values[match[1]] or "", template))


def _finished(text: str) -> str:
    """Give the text a capital at its start, single spaces and an end mark."""
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text + "." if text[-1:].isalnum() else text


def _rotated(texts: Sequence[str], turn: int) -> list[str]:
    at = turn % len(texts) if texts else 0
    return [*texts[at:], *texts[:at]]
