"""Is this English? Asked so that silence about a text nobody read is not taken for calm."""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import import_module

from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH

FEWEST_WORDS = 4
UNKNOWN_WORDS = 6
UNKNOWN = "a language other than English"

_OTHERS = {
    "es": "Spanish", "fr": "French", "de": "German", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "af": "Afrikaans", "tr": "Turkish", "ro": "Romanian", "sv": "Swedish", "id": "Indonesian",
}  # fmt: skip
_CODES = {name: code for code, name in _OTHERS.items()}
_CHAT = frozenset({
    "u", "ur", "im", "ive", "dont", "cant", "didnt", "doesnt", "thats", "youre", "ill", "id", "gonna", "lol", "yeah",
    "ok", "hi", "hey", "thanks", "sorry", "feel", "like", "just", "know", "get", "good", "want", "need", "time",
})  # fmt: skip
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def unread_language(text: str) -> str | None:
    """Return the language a text seems to be in where that is not English, else None.

    A text is taken for English unless more of its words are the commonest words of another language, none of them is
    a common English one, or most of its letters are not Latin ones. Short texts are always taken for English.

    Args:
        text: a message or a sentence.
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(_LINK.sub(" ", text))]
    letters = "".join(words)
    if letters and sum(not _is_latin(letter) for letter in letters) > len(letters) / 2:
        return "another script"
    if len(words) < FEWEST_WORDS:
        return None
    english = sum(word in ENGLISH or word in _CHAT for word in words) / len(words)
    if english >= 0.3:
        return None
    shares = {name: sum(word in _common(code) for word in words) / len(words) for code, name in _OTHERS.items()}
    name = max(shares, key=lambda name: shares[name])
    two = len(_common(_CODES[name]).intersection(words)) > 1  # one word proves little: "stop" is French too
    if two and shares[name] >= 0.25 and shares[name] > 1.5 * english:
        return name
    return UNKNOWN if english == 0 and len(set(words)) >= UNKNOWN_WORDS else None


@functools.cache
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN", "MATHEMATICAL", "MODIFIER", "FEMININE"))


@functools.cache
def _common(code: str) -> frozenset[str]:
    """Return the commonest words of a language, without those that are English too."""
    words = frozenset(import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS)
    return words - ENGLISH - _CHAT
