"""Zip archives, which may come from anywhere: read as streams, within limits, never unpacked."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import IO

from reviewer.chats.source import Source, open_archive
from reviewer.errors import InputError

MAX_ENTRIES = 10_000
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 1024**2
_UNPACK = "If you trust it, unpack it and give the chat's .txt file itself."


def is_ordinary(member: str) -> bool:
    """Tell whether a member is a file a person put there, not a folder or a hidden one.

    Args:
        member: its name in the archive.
    """
    parts = PurePosixPath(member).parts
    return not member.endswith("/") and not any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def check(source: Source) -> list[str]:
    """Return the names of an archive's files after checking that it is safe to read.

    Args:
        source: the archive.

    Raises:
        InputError: if it is too large, packed too tightly, encrypted, or holds a path that leads outside.
    """
    with open_archive(source) as archive:
        members = archive.infolist()
    problem = (
        f"the archive holds more than {MAX_ENTRIES:,} files"
        if len(members) > MAX_ENTRIES
        else f"the archive unpacks to more than {MAX_BYTES // 1024**3} GiB"
        if sum(member.file_size for member in members) > MAX_BYTES
        else next(filter(None, map(_problem, members)), None)
    )
    if problem:
        raise InputError(problem, _UNPACK, path=source.name)
    return [member.filename for member in members if is_ordinary(member.filename)]


def _problem(member: zipfile.ZipInfo) -> str | None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "the archive holds a path that leads outside of it"
    if member.flag_bits & 1:
        return "the archive is encrypted"
    if member.file_size > max(_RATIO_MATTERS_FROM, member.compress_size * MAX_RATIO):
        return f"the archive holds a file packed more than {MAX_RATIO} times smaller"
    return None


def open_member(source: Source, member: str) -> IO[bytes]:
    """Open one file of an archive as a stream, which never gives more bytes than the archive declares.

    Args:
        source: the archive.
        member: the file's name in it.
    """
    with open_archive(source) as archive:
        return archive.open(member)  # which keeps the file open after the archive is closed
