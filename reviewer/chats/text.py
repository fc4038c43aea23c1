"""Files as lines of text: which encoding, and where a line ends."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TextIO

from reviewer.chats.account import Account
from reviewer.errors import InputError

MAX_LINE = 16 * 1024 * 1024
_BLOCK = 1024 * 1024
_REMEDY = "Save it as UTF-8 text and read it again."
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class TextFile:
    """Read a text as often as needed, a line at a time.

    Args:
        name: what to call it in errors.
        open: opens the bytes at their beginning.
        encoding: how they are encoded.
    """

    name: str
    open: Callable[[], IO[bytes]]
    encoding: str

    def handle(self, newline: str) -> TextIO:
        """Return the text, opened.

        Args:
            newline: where lines end, as for `open`.
        """
        return io.TextIOWrapper(self.open(), encoding=self.encoding, newline=newline)

    def lines(self, newline: str = "\n") -> Iterator[str]:
        """Give out every line with its end, none of them changed.

        Args:
            newline: where lines end, as for `open`.

        Raises:
            InputError: for a line too long to be one.
        """
        with self.handle(newline) as text:
            number = 0
            while line := text.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE:
                    raise InputError(
                        f"this line is longer than {MAX_LINE:,} characters",
                        "Is it a chat export? Give --input-format NAME if it is.",
                        path=self.name,
                        line=number,
                    )
                yield line

    def numbered_lines(self) -> Iterator[tuple[int, str]]:
        """Give out every line with its number from 1, without its end.

        A line ends at a line feed. Where the first line ends in CR LF the file is one with CR LF ends, and there
        the CR is part of the end; in any other file a CR is part of the line.
        """
        end = ""
        for number, line in enumerate(self.lines(), 1):
            if number == 1:
                end = "\r\n" if line.endswith("\r\n") else "\n"
            yield number, line.removesuffix(end).removesuffix("\n")


def text_file(name: str, opener: Callable[[], IO[bytes]], account: Account) -> TextFile:
    """Find out how a text is encoded: UTF-8, UTF-16 by its byte order mark, or else Windows-1252.

    Args:
        name: what to call it in errors.
        opener: opens the bytes at their beginning.
        account: told if the encoding is not UTF-8.

    Raises:
        InputError: if it is none of them.
    """
    with opener() as handle:
        start = handle.read(2)
    if start in _UTF16_MARKS:
        _demand(name, opener, "utf-16")
        account.note("the text is in UTF-16")
        return TextFile(name, opener, "utf-16")
    if _undecodable_line(opener, "utf-8-sig") is None:
        return TextFile(name, opener, "utf-8-sig")
    _demand(name, opener, "cp1252")
    account.note("the text is not in UTF-8; it was read as Windows-1252, so check that accented letters are right")
    return TextFile(name, opener, "cp1252")


def is_blank(opener: Callable[[], IO[bytes]]) -> bool:
    """Tell whether a file holds nothing but white space; it is read no further than to the first other character.

    Args:
        opener: opens the bytes at their beginning.
    """
    with opener() as handle:
        block = handle.read(_BLOCK)
        encoding = "utf-16" if block.startswith(_UTF16_MARKS) else "utf-8-sig"
        decoder = codecs.getincrementaldecoder(encoding)("replace")  # what cannot be decoded is no white space
        while block:
            if decoder.decode(block).strip():
                return False
            block = handle.read(_BLOCK)
    return not decoder.decode(b"", True)


def decode_sample(data: bytes, *, is_whole: bool) -> str:
    """Return the first bytes of a file as text, as far as they can be read.

    Args:
        data: the bytes.
        is_whole: whether they are the whole file; if not, the last of several lines is left out.
    """
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, is_whole)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text if is_whole else text[: text.rfind("\n") + 1] or text


def _demand(name: str, opener: Callable[[], IO[bytes]], encoding: str) -> None:
    line = _undecodable_line(opener, encoding)
    if line is not None:
        tried = "UTF-16" if encoding == "utf-16" else "UTF-8 or Windows-1252"
        raise InputError(f"this line cannot be read as {tried} text", _REMEDY, path=name, line=line)


def _undecodable_line(opener: Callable[[], IO[bytes]], encoding: str) -> int | None:
    """Return the number of the first line that cannot be decoded, or None if all can."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with opener() as handle:
        while True:
            block = handle.read(_BLOCK)
            state = decoder.getstate()
            try:
                line += decoder.decode(block, not block).count("\n")
            except UnicodeDecodeError as error:
                decoder.setstate(state)
                return line + decoder.decode(block[: max(0, error.start - len(state[0]))]).count("\n")
            if not block:
                return None
