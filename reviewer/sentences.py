"""Sentences of chat: line ends, punctuation, emoji, or none of them.

The pieces joined are exactly the text. White space belongs to the sentence before it, so that no piece is empty and
offsets add up. A sentence without any mark is cut at a space once it grows past ``LONGEST`` code points, and a word
after ``LONGEST_WORD``, so that an endless message cannot cost more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, SpanGroup

LONGEST = 800
LONGEST_WORD = 120
SENTENCES = "sentences"

_STOP = "[.!?…‽。！？।]"
_EMOJI = r"\U0001F1E6-\U0001FAFF\u2600-\u27BF\u2B05-\u2B55"
_JOINING = r"\uFE0F\u200D"
_BREAK = re.compile(  # a run of marks is only looked at from its beginning and never given back: the cost stays linear
    r"(?P<line>[\r\n\v\f\x85\u2028\u2029])"
    rf"|(?<!{_STOP})(?P<stop>{_STOP}++)[\"'”’»)\]*_]{{0,4}}+(?=\s)"
    rf"|(?<![{_EMOJI}{_JOINING}])[{_EMOJI}][{_EMOJI}{_JOINING}]*+(?=\s)"
    r"|(?<=\s)[:;]['\-]?[()DPp/|*3]+(?=\s)|(?<=\s)<3+(?=\s)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mrs?|ms|dr|prof|st|rd|ave|vs|etc|eg|ie|e\.g|i\.e|approx|tel|ext|a\.m|p\.m|\d{1,2})\.$", re.I
)
_WORD = re.compile(r"\w+")
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_SPACE = re.compile(r"\s*")


def split(text: str) -> list[str]:
    """Cut a text into its sentences.

    Args:
        text: one message; its code points are kept, each in exactly one piece.
    """
    pieces = [text[start:end] for start, end in pairwise([0, *_ends(text), len(text)]) if end > start]
    return [part for piece in pieces for part in _shorten(piece)]


def sentence_spans(doc: Doc) -> SpanGroup:
    """Return the sentences of a Doc as the span group ``sentences``, finding them where it has none.

    Args:
        doc: a message; a Doc that `annotate` made brings its sentences along.
    """
    if SENTENCES not in doc.spans:
        cut, end = [], 0
        for sentence in split(doc.text):
            end += len(sentence)
            cut.append(end)
        doc.spans[SENTENCES] = list(_token_spans(doc, cut))
    group: SpanGroup = doc.spans[SENTENCES]
    return group


def _token_spans(doc: Doc, ends: list[int]) -> Iterator[Span]:
    start = 0
    borders = iter(ends)
    border = next(borders, None)
    for token in doc:
        after = token.idx + len(token.text_with_ws)
        while border is not None and border < after:
            border = next(borders, None)
        if border is not None and after == border:
            yield doc[start : token.i + 1]
            start = token.i + 1
    if start < len(doc):
        yield doc[start : len(doc)]


def _ends(text: str) -> Iterator[int]:
    """Yield where a sentence ends, white space behind it included."""
    start = words = counted = 0
    for found in _BREAK.finditer(text, len(text) - len(text.lstrip())):
        if found.start() < start:
            continue
        if found["stop"] == "." and _ABBREVIATION.search(text[max(start, found.end() - 8) : found.end()]):
            continue
        words += len(_WORD.findall(text, counted, found.start()))
        counted = found.start()
        if not (found["line"] or found["stop"]) and words < 2:
            continue  # "i 💙 you": too little before it to be a sentence
        space = _SPACE.match(text, found.end())
        start = counted = space.end() if space else found.end()
        words = 0
        yield start


def _shorten(piece: str) -> Iterator[str]:
    """Yield a sentence in pieces where it grows too long, a word of no end included: tokenizers are slow on those."""
    start = 0
    for word in _ENDLESS.finditer(piece):
        yield from _at_spaces(piece[start : word.end()])
        start = word.end()
    yield from _at_spaces(piece[start:])


def _at_spaces(piece: str) -> Iterator[str]:
    while len(piece) > LONGEST:
        space = piece.rfind(" ", 0, LONGEST)
        cut = space + 1 if space > 0 else LONGEST
        yield piece[:cut]
        piece = piece[cut:]
    if piece:
        yield piece
