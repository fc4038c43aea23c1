"""JSON Lines: one object a line, with `id`, `text` and what else is known of the message."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from reviewer.chats.account import Account, Entry
from reviewer.chats.options import ReadOptions
from reviewer.chats.source import Sample, Source
from reviewer.chats.text import text_file
from reviewer.message import Message

SUFFIXES = (".jsonl", ".ndjson")
_OPTIONAL = ("conversation", "author", "sent_at", "reply_to")
_SAMPLE_LINES = 20


class _BadLineError(Exception):
    """Say why a line is no message, without its words."""


def detect(sample: Sample) -> float:
    """Return how sure it is that a file is JSON Lines, from 0 to 1.

    Args:
        sample: the file's beginning.
    """
    by_name = 0.5 if sample.suffix in SUFFIXES else 0.0
    for line in sample.text.split("\n")[:_SAMPLE_LINES]:
        try:
            if line.lstrip().startswith("{") and "text" in _object(line):
                return 0.95
        except _BadLineError:
            continue
    return by_name


def parse(source: Source, options: ReadOptions, account: Account) -> Iterator[Entry]:
    """Give out the messages of a JSON Lines file; a line that is none is skipped and named in the account.

    Args:
        source: the file.
        options: not needed for this format.
        account: told which lines were skipped and why.

    Raises:
        InputError: if the file is not text.
    """
    text = text_file(source.name, lambda: source.path.open("rb"), account)
    for number, line in text.numbered_lines():
        if not line.strip():
            continue
        try:
            yield _entry(_object(line), f"{source.name}:{number}")
        except _BadLineError as error:
            account.skip(number, str(error))


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):  # also numbers of too many digits
        raise _BadLineError("not JSON") from None
    if not isinstance(row, dict):
        raise _BadLineError("not a JSON object")
    return row


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON and could not be written again


def _entry(row: dict[str, Any], place: str) -> Entry:
    if "text" not in row:
        raise _BadLineError("no “text”")
    if not isinstance(row["text"], str):
        raise _BadLineError("“text” is not a string")
    for field in _OPTIONAL:
        if not isinstance(row.get(field), str | None):
            raise _BadLineError(f"“{field}” is not a string")
    if not isinstance(row.get("id"), str | int | float | bool | None):
        raise _BadLineError("“id” is not a string or number")
    if isinstance(row.get("id"), float) and not math.isfinite(row["id"]):
        raise _BadLineError("“id” is too large a number")
    for field in ("id", "text", *_OPTIONAL):
        if isinstance(row.get(field), str) and not _is_whole(row[field]):
            raise _BadLineError(f"“{field}” holds half a character")
    message = Message(
        place if row.get("id") is None else row["id"],
        row["text"],
        conversation=row.get("conversation"),
        author=row.get("author"),
        sent_at=row.get("sent_at"),
        reply_to=row.get("reply_to"),
    )
    return Entry(message, reply_known="reply_to" in row or message.conversation is None)


def _is_whole(text: str) -> bool:
    """Tell whether a string can be written again: an escape can leave half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
