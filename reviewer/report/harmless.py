"""Other people's text, made harmless for the place it is printed in."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
UNSAFE = re.compile(rf"{_CONTROL.pattern}|{_DIRECTION.pattern}|[\u2028\u2029]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def for_terminal(text: str) -> str:
    """Return a text whose control characters are shown, not obeyed.

    Escape sequences could otherwise repaint the terminal, and direction marks could reorder a line.

    Args:
        text: from a chat.
    """
    shown = _CONTROL.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))
    return _DIRECTION.sub("", shown)


def for_line(text: str) -> str:
    """Return a text made harmless that stays on one line.

    Args:
        text: a name, an id or a time from a chat.
    """
    return " ".join(for_terminal(text).split())


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "�"


def for_cell(value: str) -> str:
    """Return a text that a spreadsheet does not take for a formula.

    Args:
        value: a cell; where it begins like a formula it gets an apostrophe in front, which spreadsheets hide.
    """
    return f"'{value}" if value.startswith(_FORMULA) else value
