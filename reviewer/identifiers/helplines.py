"""Tell a helpline or emergency service from a private contact."""

from __future__ import annotations

import re
from functools import cache

from reviewer.identifiers.wordlists import words

_NOT_DIGIT = re.compile(r"\D+")
_SCHEME = re.compile(r"^[a-z]{3,6}://|^mailto:|^www\.")
_ABROAD = re.compile(r"^(?:\+|00)(?:44|353|61|64|27|91|1)(?:\(0\))?")


def is_helpline(text: str) -> bool:
    """Return whether a number, mail address or web address belongs to a listed helpline or emergency service.

    Only digits and domains are compared, never the words around them.

    Args:
        text: the detail as found, such as "0800 1111", "+44 116 123" or "https://www.samaritans.org/how".
    """
    low = text.strip().lower()
    if "@" in low or any(character.isalpha() for character in low):
        return _listed_address(low)
    compact = re.sub(r"[^\d+()]", "", low)
    national = _ABROAD.sub("", compact)
    return any(_digits(form) in helpline_numbers() for form in (compact, national, "0" + national, "1" + national))


@cache
def helpline_numbers() -> frozenset[str]:
    """Return the listed numbers, digits only."""
    return frozenset(_digits(entry) for entry in words("helplines") if not any(c.isalpha() for c in entry))


@cache
def _addresses() -> frozenset[str]:
    return frozenset(entry for entry in words("helplines") if any(c.isalpha() for c in entry))


def _listed_address(low: str) -> bool:
    if low in _addresses():
        return True
    host = _SCHEME.sub("", _SCHEME.sub("", low)).rpartition("@")[2]
    labels = re.split(r"[/?#:]", host, maxsplit=1)[0].rstrip(".").split(".")
    return any(".".join(labels[cut:]) in _addresses() for cut in range(len(labels) - 1))


def _digits(text: str) -> str:
    return _NOT_DIGIT.sub("", text)
