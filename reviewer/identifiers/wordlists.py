"""The word lists of ``rules/words``, each read once and only when asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from spacy.lang.en.stop_words import STOP_WORDS


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of one list as written, without blank lines and ``#`` comments.

    Args:
        name: the file's name in ``rules/words`` without ``.txt``.
    """
    lines = (files("reviewer.rules") / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of one list in lower case, with straight apostrophes.

    Args:
        name: the file's name in ``rules/words`` without ``.txt``.
    """
    return frozenset(entry.lower().replace("’", "'") for entry in entries(name))


@cache
def never_names() -> frozenset[str]:
    """Return lower-case words that are no part of a name, wherever they stand."""
    return frozenset(STOP_WORDS) | words("not-names")
