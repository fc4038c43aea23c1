"""Exported chats as messages: one module a format, each with `detect` and `parse`, gathered in `FORMATS`."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reviewer.chats import csv, jsonl, plain, whatsapp
from reviewer.chats.account import Account, Entry
from reviewer.chats.options import ReadOptions
from reviewer.chats.replies import Replies
from reviewer.chats.source import Sample, Source, regular_file, take_sample, walk
from reviewer.chats.text import is_blank
from reviewer.errors import InputError, OptionError, nearest
from reviewer.message import Message

__all__ = [
    "FORMATS",
    "Account",
    "Entry",
    "Format",
    "ReadOptions",
    "Sample",
    "Source",
    "UnknownFormatError",
    "detect_format",
    "read_chat",
    "walk",
]


@dataclass(frozen=True, slots=True)
class Format:
    """Describe one kind of chat export.

    Args:
        name: what `--input-format` calls it.
        suffixes: how its files are usually named.
        detect: how sure it is that a file is of this kind, from 0 (not) to 1.
        parse: gives out a file's messages, filling the account as it goes.
    """

    name: str
    suffixes: tuple[str, ...]
    detect: Callable[[Sample], float]
    parse: Callable[[Source, ReadOptions, Account], Iterator[Entry]]


FORMATS = (
    Format("jsonl", jsonl.SUFFIXES, jsonl.detect, jsonl.parse),
    Format("csv", csv.SUFFIXES, csv.detect, csv.parse),
    Format("whatsapp", whatsapp.SUFFIXES, whatsapp.detect, whatsapp.parse),
    Format("plain", plain.SUFFIXES, plain.detect, plain.parse),
)


class UnknownFormatError(InputError):
    """Report a file that no format recognises, which in a folder is no error."""


def detect_format(sample: Sample) -> Format | None:
    """Return the format that is most sure of a file, or None if none is.

    Args:
        sample: the file's beginning.
    """
    sureness, _, best = max(
        ((kind.detect(sample), -place, kind) for place, kind in enumerate(FORMATS)), key=lambda ranked: ranked[:2]
    )
    return best if sureness > 0 else None


def read_chat(
    source: Source | Path | IO[bytes], *, options: ReadOptions | None = None, account: Account | None = None
) -> Iterator[Message]:
    """Give out the messages of one chat, in its order, without holding the whole of it in memory.

    Nothing is read, and no error raised, before the first message is asked for.

    Args:
        source: a source from `walk`, a path, or an open binary stream, which is copied to a temporary file that only
            its owner can read.
        options: what the caller says about the input.
        account: filled while messages are given out, complete when the last one is.

    Raises:
        UnknownFormatError: if no format recognises the file.
        InputError: if it is missing or cannot be read.
        OptionError: if an option does not fit it.
    """
    options = options or ReadOptions()
    account = account or Account()
    account.name = source.name if isinstance(source, Source | Path) else "-"
    replies = Replies()
    try:
        with regular_file(source) as file:
            kind = _chosen_format(file, options)
            account.format = kind.name
            if is_blank(lambda: file.path.open("rb")):
                account.note("the file is empty")  # here, so that every format says the same
                return
            for entry in kind.parse(file, options, account):
                account.count(entry)
                yield replies.fill(entry)
    except OSError as error:
        raise _explained(error, source, account.name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InputError(
            "the archive is damaged", "Export the chat again, or unpack it and give its files.", path=account.name
        ) from error


def _chosen_format(file: Source, options: ReadOptions) -> Format:
    known = {kind.name: kind for kind in FORMATS}
    if options.input_format is not None:
        if options.input_format not in known:
            raise OptionError(
                f"there is no input format “{options.input_format}”", nearest(options.input_format, known)
            )
        return known[options.input_format]
    kind = detect_format(take_sample(file))
    if kind is None:
        listed = ", ".join(f"{kind.name} ({' '.join(kind.suffixes)})" for kind in FORMATS)
        raise UnknownFormatError(
            "the format is not known",
            f"These can be read: {listed}. If it is one of them, say so with --input-format NAME.",
            path=file.name,
        )
    return kind


def _explained(error: OSError, source: Source | Path | IO[bytes], name: str) -> InputError:
    path = source.path if isinstance(source, Source) else source
    if isinstance(path, Path) and os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK):  # noqa: PTH112
        return InputError("the folder holds no file to read", "Give a folder or file with a chat in it.", path=name)
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file or folder", "Check the spelling of its path.", path=name)
    if isinstance(error, PermissionError):
        return InputError(
            "it may not be read", "Ask for the right to read it, or copy it to your own folder.", path=name
        )
    return InputError(f"it cannot be read: {error.strerror}", "Copy it to another place and try again.", path=name)
