"""What the caller may say about chats before they are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Hold what the command line says about the input.

    Args:
        input_format: the name of the one format to read, instead of recognising it.
        day_first: whether the day stands before the month in dates; None to find out.
        text_column: the CSV column that holds the message, instead of guessing it.
    """

    input_format: str | None = None
    day_first: bool | None = None
    text_column: str | None = None
