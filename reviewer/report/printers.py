"""Write reviews as they come, in one of the formats of a scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import click

from reviewer.report.harmless import for_line
from reviewer.report.rows import COLUMNS, csv_lines, finding_rows, json_line
from reviewer.report.text import Summary, review_text
from reviewer.review import Review
from reviewer.rulefile import Level

Write = Callable[[str], None]


class Printer(Protocol):
    """Write each review, then what closes the whole."""

    def send(self, review: Review) -> None:
        """Write a review."""

    def end(self, titles: Mapping[str, str]) -> None:
        """Write what stands after the last review.

        Args:
            titles: the name of each category.
        """


class JsonPrinter:
    """Write one JSON object a message.

    Args:
        write: writes a line.
        least: findings below this level are left out.
        with_text: whether each message's text is added.
    """

    def __init__(self, write: Write, least: Level, *, with_text: bool) -> None:
        self._write = write
        self._least = least
        self._with_text = with_text

    def send(self, review: Review) -> None:
        """Write a review."""
        self._write(json_line(review, least=self._least, with_text=self._with_text))

    def end(self, titles: Mapping[str, str]) -> None:
        """Write nothing more."""


class CsvPrinter:
    """Write a header, then one row a finding or strength.

    Args:
        write: writes a line.
        least: findings below this level are left out.
    """

    def __init__(self, write: Write, least: Level) -> None:
        self._write = write
        self._least = least
        write(csv_lines([COLUMNS]))

    def send(self, review: Review) -> None:
        """Write the rows of a review."""
        if rows := finding_rows(review, least=self._least):
            self._write(csv_lines(rows))

    def end(self, titles: Mapping[str, str]) -> None:
        """Write nothing more."""


class TextPrinter:
    """Write the messages that have something to look at, then a summary.

    Args:
        write: writes a line.
        least: findings below this level are left out.
        width: of the lines.
        everything: whether every message and card is written.
    """

    def __init__(self, write: Write, least: Level, *, width: int, everything: bool) -> None:
        self._write = write
        self._least = least
        self._width = width
        self._everything = everything
        self._summary = Summary()

    def send(self, review: Review) -> None:
        """Write a review if it has an open card, or any review if everything is wanted."""
        self._summary.add(review, self._least)
        level = review.level
        opens = level is not None and level >= max(self._least, Level.PAUSE)
        if review.message.is_system or not (self._everything or opens):
            return
        message = review.message
        when = (message.sent_at or "").replace("T", " ")
        head = " · ".join(filter(None, (for_line(message.author or "unknown"), for_line(when))))
        self._write(click.style(head, bold=True) + click.style(f"  {for_line(str(message.id))}", dim=True))
        text = review_text(review, width=self._width, everything=self._everything, least=self._least)
        self._write(f"{text}\n")

    def end(self, titles: Mapping[str, str]) -> None:
        """Write the summary, what is good in the messages first."""
        self._write(self._summary.text(titles, self._width))
