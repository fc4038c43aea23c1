"""The text as the detectors see it: folded for matching, with what spaCy's NER makes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

_SAME_LENGTH = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "–": "-", "‑": "-"}
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+){0,3}")
_CAPITAL_WORD = re.compile(r"(?<![\w'-])(?=[^\W\d_a-z])[^\W\d_]+(?:['-][^\W\d_]+){0,3}")
_DIGIT = re.compile(r"\d")
_INNER_WORD = re.compile(r"(?<=[^\W\d_] )([^\W\d_]{2,12})\b")


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of the text and where it stands.

    Args:
        start: where it begins, in code points of the original text.
        end: where it ends, exclusive, in code points of the original text.
        text: the word as written, without a possessive ``'s``.
    """

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """Return the word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Return whether it begins with a capital and is not shouted."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold one text and the views on it that the families share.

    Args:
        text: the original text.
        folded: the same in lower case, with straight apostrophes and plain spaces; as long as ``text``.
        cased: the same as ``folded``, but with the letter case kept.
        entities: what NER found, as (start, end, label); empty where it did not run.
        capitals_tell: whether a capital is worth anything here: not in shouting, nor where Every Word Has One.
        digits: how many digits the text holds.
    """

    text: str
    folded: str
    cased: str
    entities: tuple[tuple[int, int, str], ...]
    capitals_tell: bool
    digits: int

    @classmethod
    def of(cls, doc: Doc) -> Passage:
        """Return the passage of a doc, with or without entities set.

        Args:
            doc: one sentence or a whole message.
        """
        text = doc.text
        cased = text.translate(_SAME_LENGTH)
        return cls(
            text,
            _lower(cased),
            cased,
            tuple((entity.start_char, entity.end_char, entity.label_) for entity in doc.ents),
            _capitals_tell(cased),
            len(_DIGIT.findall(text)),
        )

    def word_at(self, start: int) -> Word | None:
        """Return the word that begins exactly at an offset, without a possessive ``'s``.

        Args:
            start: an offset in code points of the original text.
        """
        found = _WORD.match(self.cased, start)
        return None if found is None else _word(found)

    def words(self) -> Iterator[Word]:
        """Yield every word of the text in order."""
        return map(_word, _WORD.finditer(self.cased))

    def capitals(self) -> Iterator[Word]:
        """Yield the words whose capital may say that they are names, in order."""
        if self.capitals_tell:
            yield from filter(self.capital, map(_word, _CAPITAL_WORD.finditer(self.cased)))

    def capital(self, word: Word) -> bool:
        """Return whether a word's capital says that it is a name.

        Args:
            word: a word of this text.
        """
        return self.capitals_tell and word.capital

    def opens_sentence(self, start: int) -> bool:
        """Return whether a word here has its capital from beginning a sentence or a line.

        Args:
            start: where the word begins, in code points of the original text.
        """
        for position in range(start - 1, max(start - 12, -1), -1):
            character = self.text[position]
            if character in ".!?…:\n\r*|":
                return True
            if not (character.isspace() or character in "\"'“”‘’([-–—"):
                return unicodedata.category(character) in ("So", "Sk", "Cn", "Cf", "Mn")
        return True

    def ends_clause(self, end: int) -> bool:
        """Return whether nothing, punctuation or a joining word follows an offset.

        Args:
            end: an offset in code points of the original text.
        """
        return _CLAUSE_END.match(self.folded, end) is not None

    def entity_at(self, start: int, end: int, *labels: str) -> bool:
        """Return whether NER gives one of these labels to words that touch this stretch.

        Args:
            start: where the stretch begins, in code points of the original text.
            end: where it ends, exclusive.
            labels: spaCy's labels, such as PERSON.
        """
        return any(left < end and start < right and label in labels for left, right, label in self.entities)

    def cue(self, pattern: re.Pattern[str], start: int, end: int, *, before: int = 40, after: int = 0) -> str | None:
        """Return the nearest cue word around a stretch, or None.

        Args:
            pattern: the cue words, for the folded text.
            start: where the stretch begins, in code points of the original text.
            end: where it ends, exclusive.
            before: how many code points to look back.
            after: how many code points to look ahead.
        """
        cues = [found.group().strip() for found in pattern.finditer(self.folded, max(0, start - before), start)]
        if cues:
            return cues[-1]
        found = pattern.search(self.folded, end, end + after) if after else None
        return None if found is None else found.group().strip()


_CLAUSE_END = re.compile(
    r"\s*(?:$|[.,!?;:)\]\"”…\n/&-]|[^\w\s]|(?:and|but|or|so|n|by the way|btw|if|when|from|here|because|who|x+)\b)"
)


def _lower(text: str) -> str:
    """Return a text in lower case and of the same length ("İ" would grow by one)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _word(found: re.Match[str]) -> Word:
    text = found.group()
    if text[-2:].lower() == "'s" and len(text) > 2:
        text = text[:-2]
    return Word(found.start(), found.start() + len(text), text)


def _capitals_tell(text: str) -> bool:
    """Return whether small words inside sentences are written small; In A Title They Are Not."""
    small = [found.group(1) for found in _INNER_WORD.finditer(text) if found.group(1).lower() in STOP_WORDS]
    return len(small) < 2 or sum(word[0].isupper() for word in small) * 2 <= len(small)
