"""What was read of one file, what was not, and what was assumed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviewer.message import Message


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a message as its format read it, with what only the format can know.

    Args:
        message: the message.
        wordless: whether it holds no words of its author's: a media mark or a deleted message.
        reply_known: whether the source itself says what is answered, if anything, so that nothing is to be added.
    """

    message: Message
    wordless: bool = False
    reply_known: bool = False


@dataclass(slots=True)
class Account:
    """Keep count of one file while it is read.

    It never holds a word of a message. The reading adds to it, so it is complete when the last message is out.

    Args:
        name: the file, as messages without an id name it.
        format: the name of the format it was read as.
        messages: how many messages were given out, of every kind.
        system_lines: how many of them the chat program wrote.
        media_only: how many of them are a media mark or a deleted message and no words.
        skipped: each line that could not be read, by number, with the reason.
        notes: what was assumed, one sentence without a full stop each.
    """

    name: str = ""
    format: str | None = None
    messages: int = 0
    system_lines: int = 0
    media_only: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, entry: Entry) -> None:
        """Count one message that is given out.

        Args:
            entry: the message.
        """
        self.messages += 1
        self.system_lines += entry.message.is_system
        self.media_only += entry.wordless

    def skip(self, line: int, reason: str) -> None:
        """Record a line that could not be read.

        Args:
            line: its number, counted from 1.
            reason: why, in words that hold nothing of the line.
        """
        self.skipped.append((line, reason))

    def note(self, sentence: str) -> None:
        """Record something that was assumed.

        Args:
            sentence: what, without a full stop.
        """
        self.notes.append(sentence)

    def lines(self) -> list[str]:
        """Return the account in plain English, one sentence a line, without any words of a message."""
        kinds = [
            counted
            for number, counted in (
                (self.system_lines, number_of(self.system_lines, "system line")),
                (self.media_only, f"{self.media_only} media only or deleted"),
            )
            if number
        ]
        total = number_of(self.messages, "message") + (f", of them {' and '.join(kinds)}" if kinds else "")
        told = [f"read as {self.format}: {total}", *self.notes, *self._skipped_by_reason()]
        return [harmless(f"{self.name}: {sentence}.") for sentence in told]

    def _skipped_by_reason(self) -> Iterator[str]:
        by_reason: dict[str, list[int]] = {}
        for line, reason in self.skipped:
            by_reason.setdefault(reason, []).append(line)
        for reason, lines in by_reason.items():
            place = "line" if len(lines) == 1 else "lines"
            yield f"{number_of(len(lines), 'line')} skipped, {reason}: {place} {_ranges(lines)}"


def harmless(text: str) -> str:
    """Return text with everything a terminal might obey replaced.

    Args:
        text: a file or column name, or a sentence with one in it.
    """
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def number_of(count: int, thing: str) -> str:
    """Return a count with what is counted, in the plural where it should be.

    Args:
        count: how many.
        thing: the noun in the singular, whose plural ends in ``s``.
    """
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _ranges(numbers: Iterable[int]) -> str:
    """Return numbers in rising order as ``3, 7-9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
