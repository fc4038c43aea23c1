"""A compiled phrase and how it is found in a sentence; `reviewer.patterns` says what phrases are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

Norms = frozenset[int]

ANY_WORD = "[word]"
NUMBER = "[number]"
GAP = "..."
LONGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one place of a phrase.

    Args:
        kind: ``in`` a list, ``not`` in it, or one of the signs of the language.
        single: the one-word entries.
        several: the entries of several words, by their first.
        optional: whether the place may stay empty.
    """

    kind: str
    single: Norms = frozenset()
    several: Mapping[int, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    optional: bool = False

    def ends(self, tokens: list[Token], norms: list[int], start: int) -> Iterator[int]:
        """Yield where this place may end if it begins at a token.

        Args:
            tokens: of the sentence, without commas and spaces.
            norms: of these tokens.
            start: the number of the token.
        """
        if self.kind == GAP:
            yield from range(start, self._gap_end(tokens, start) + 1)
            return
        if self.optional:
            yield start
        if start == len(norms):
            return
        if self._takes(tokens, norms, start):
            yield start + 1
        for entry in self.several.get(norms[start], ()):
            if norms[start : start + len(entry)] == list(entry):
                yield start + len(entry)

    def _takes(self, tokens: list[Token], norms: list[int], at: int) -> bool:
        if self.kind == "in":
            return norms[at] in self.single
        if self.kind == NUMBER:
            return tokens[at].like_num
        return tokens[at].is_alpha and (self.kind == ANY_WORD or norms[at] not in self.single)

    def _gap_end(self, tokens: list[Token], start: int) -> int:
        end = start
        while end < len(tokens) and end - start < LONGEST_GAP and tokens[end].is_alpha:
            end += 1
        return end

    def first(self) -> Norms | None:
        """Return the words it can begin with, None where that may be any."""
        return self.single | self.several.keys() if self.kind == "in" else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold a compiled phrase.

    Args:
        parts: its places.
        starts: whether a clause has to begin with it.
        ends: whether the sentence has to end with it.
    """

    parts: tuple[Part, ...]
    starts: bool
    ends: bool

    def first(self) -> Norms | None:
        """Return the words the phrase can begin with, None where that may be any."""
        begins: Norms = frozenset()
        for part in self.parts:
            words = part.first()
            if words is None:
                return None
            begins |= words
            if not part.optional:
                break
        return begins

    def needs(self) -> list[Norms]:
        """Return sets of words; a sentence without a word of each cannot hold the phrase."""
        needed = [part.first() for part in self.parts if not part.optional]
        return sorted((words for words in needed if words is not None), key=len)

    def longest(self, tokens: list[Token], norms: list[int], start: int) -> int | None:
        """Return the end of the longest match that begins at a token, None where there is none."""
        reached = {start}
        for part in self.parts:
            reached = {end for at in reached for end in part.ends(tokens, norms, at)}
            if not reached:
                return None
        if self.ends:
            reached = {end for end in reached if not any(map(is_wordy, tokens[end:]))}
        return max((end for end in reached if end > start), default=None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a sentence as patterns read it.

    Args:
        span: the sentence.
        tokens: without commas and spaces.
        norms: of these tokens.
        present: the same as a set.
    """

    span: Span
    tokens: list[Token]
    norms: list[int]
    present: Norms

    @classmethod
    def of(cls, span: Span) -> Sentence:
        """Return a sentence read.

        Args:
            span: the sentence.
        """
        tokens = [token for token in span if not is_passed_over(token)]
        norms = [token.norm for token in tokens]
        return cls(span, tokens, norms, frozenset(norms))


def is_passed_over(token: Token) -> bool:
    """Tell whether patterns do not see a token: a comma or a space."""
    return token.is_space or token.text == ","


def is_wordy(token: Token) -> bool:
    """Tell a word, also one such as “n't” or “b4”, from punctuation, emoji and line ends."""
    return any(character.isalnum() for character in token.text)
