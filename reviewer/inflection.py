"""Turn English verbs into their -ing form and back, in British spelling."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_SYLLABLE = re.compile(r"(?:(?<!q)[aeiou]|(?<=q)u[aeiou]|(?<!^)y)+")
_DOUBLES = re.compile(r"(?:^|[^aeiou]|qu)[aeiouy][bdfgklmnprstvz]$")
_TRAVEL = re.compile(r"[^aeiou][aeiou]l$")
_SILENT_E = re.compile(r"[^aeioy]e$|[^aeiou]ye$")


def word_set(words: str) -> frozenset[str]:
    """Make a set of words written one after another.

    Args:
        words: the words with spaces between them.
    """
    return frozenset(words.split())


@cache
def word_list(name: str) -> frozenset[str]:
    """Read the entries of one word list.

    Args:
        name: file name in ``rules/words`` without its ending.
    """
    return frozenset(_entries(name))


@cache
def word_pairs(name: str) -> dict[str, str]:
    """Read a word list whose entries are a word and, after a space, what it becomes.

    Args:
        name: file name in ``rules/words`` without its ending.
    """
    return {word: becomes for word, _, becomes in (entry.partition(" ") for entry in _entries(name))}


def present_participle(verb: str) -> str:
    """Give the -ing form of a verb.

    The rules are those of British spelling (travelling, picnicking, dyeing); what they do not give stands in
    ``irregular-ing.txt`` and ``final-stress.txt``.

    Args:
        verb: base form in lower case; of a hyphenated verb the last part changes ("double-check").
    """
    first, hyphen, verb_part = verb.rpartition("-")
    irregular = word_pairs("irregular-ing").get(verb_part)
    if irregular:
        return first + hyphen + irregular
    if verb_part.endswith("ie"):
        stem = verb_part[:-2] + "y"
    elif _SILENT_E.search(verb_part) or verb_part.endswith("ue"):
        stem = verb_part[:-1]
    elif verb_part.endswith("ic"):
        stem = verb_part + "k"
    elif _doubles_last_letter(verb_part):
        stem = verb_part + verb_part[-1]
    else:
        stem = verb_part
    return first + hyphen + stem + "ing"


def base_form(participle: str) -> str | None:
    """Give the verb that an -ing form belongs to, or None where it is not of a listed verb.

    Args:
        participle: the -ing form in lower case.
    """
    return _verbs_by_participle().get(participle)


def is_verb(word: str) -> bool:
    """Tell whether a word is the base form of a listed verb.

    Args:
        word: one word in lower case; the list holds British spellings, American -ize is read as -ise.
    """
    verbs = word_list("base-verbs")
    return word in verbs or (word.endswith("ize") and word[:-3] + "ise" in verbs)


@cache
def _verbs_by_participle() -> dict[str, str]:
    return {present_participle(verb): verb for verb in sorted(word_list("base-verbs"))}


@cache
def _entries(name: str) -> tuple[str, ...]:
    text = files("reviewer.rules").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _doubles_last_letter(verb: str) -> bool:
    if verb in word_list("final-stress"):
        return True
    if len(_SYLLABLE.findall(verb)) == 1:
        return _DOUBLES.search(verb) is not None
    return _TRAVEL.search(verb) is not None
