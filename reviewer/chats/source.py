"""Where a chat stands: the files behind the command line's paths, and their first bytes."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO

from reviewer.chats.text import decode_sample

STDIN = "-"
SAMPLE_BYTES = 64 * 1024
ZIP_START = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Source:
    """Name one file to read.

    Args:
        path: where it is; ``-`` for standard input.
        name: what ids, conversations and messages to the reader call it: a relative path with ``/``, never an
            absolute one.
        in_folder: whether it was found in a folder rather than named, so that an unknown format is no error.
    """

    path: Path
    name: str
    in_folder: bool = False

    @property
    def conversation(self) -> str:
        """Return the name of the conversation, for formats in which one file is one."""
        return self.name.removesuffix(PurePath(self.name).suffix)


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold what a format may look at to recognise its files.

    Args:
        name: the file's name.
        data: its first bytes.
        text: the same, decoded, without a line that is cut off; empty for an archive.
        members: the names in a zip archive.
    """

    name: str
    data: bytes
    text: str
    members: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """Return the name's suffix in lower case."""
        return PurePath(self.name).suffix.lower()


def walk(paths: Iterable[Path | str]) -> list[Source]:
    """Return the files behind some paths, each once: in the order given, and sorted inside a folder.

    Hidden files and folders inside a folder are left out. Nothing is opened and nothing raised: a path that is
    missing, a folder that is empty or cannot be listed comes back as a source, and reading it says what is wrong.

    Args:
        paths: files, folders, or ``-`` for standard input.
    """
    given = list(dict.fromkeys(Path(path) for path in paths))
    root = _common_root([path for path in given if str(path) != STDIN])
    found: dict[str, Source] = {}
    for path in given:
        if str(path) == STDIN:
            found[STDIN] = Source(path, STDIN)
            continue
        is_folder = _is_folder(path)
        for file in _files_in(path) if is_folder else [path]:
            place = os.path.abspath(file)  # noqa: PTH100 - resolve() would merge links with what they point to
            found.setdefault(place, Source(file, _relative(place, root), is_folder))
    return list(found.values())


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir() raises where a parent folder is closed


def _common_root(paths: list[Path]) -> str | None:
    folders = [os.path.abspath(path if _is_folder(path) else path.parent) for path in paths]  # noqa: PTH100
    try:
        return os.path.commonpath(folders)
    except ValueError:  # none at all, or on several drives
        return None


def _relative(place: str, root: str | None) -> str:
    path = PurePath(place)
    inside = path.relative_to(root if root is not None else path.anchor)
    return inside.as_posix() if inside.parts else path.name


def _files_in(folder: Path) -> list[Path]:
    """Return the files in a folder, or the folder itself, and any part of it that cannot be listed."""
    unlisted: list[Path] = []
    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files.extend(Path(parent, name) for name in names if not name.startswith("."))
    return sorted(files + unlisted) or [folder]


@contextlib.contextmanager
def regular_file(source: Source | Path | IO[bytes]) -> Iterator[Source]:
    """Give a source that can be read more than once.

    A stream, standard input and a pipe are copied to a temporary file that only its owner can read and that is
    deleted at the end.

    Args:
        source: a source, a path, or an open binary stream.

    Raises:
        OSError: if it cannot be read.
    """
    with contextlib.ExitStack() as stack:
        if isinstance(source, Path):
            source = Source(source, source.name)
        if not isinstance(source, Source):
            yield Source(stack.enter_context(_spooled(source)), STDIN)
        elif str(source.path) == STDIN:
            yield Source(stack.enter_context(_spooled(sys.stdin.buffer)), STDIN)
        elif stat.S_ISFIFO(source.path.stat().st_mode):
            pipe = stack.enter_context(source.path.open("rb"))
            yield Source(stack.enter_context(_spooled(pipe)), source.name)
        else:
            yield source


@contextlib.contextmanager
def _spooled(stream: IO[bytes]) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix="reviewer-")  # mkstemp makes it 0600
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as copy:
            while block := stream.read(SAMPLE_BYTES):
                copy.write(block)
        yield path
    finally:
        path.unlink()


@contextlib.contextmanager
def open_archive(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive.

    Args:
        source: the archive.

    Raises:
        BadZipFile: if it is damaged.
    """
    try:
        with zipfile.ZipFile(source.path) as archive:
            yield archive
    except UnicodeDecodeError as error:  # which zipfile lets through from a member's name
        raise zipfile.BadZipFile("a member's name cannot be read") from error


def take_sample(source: Source) -> Sample:
    """Return the first bytes of a file and what an archive holds.

    Args:
        source: the file.

    Raises:
        OSError: if it cannot be read.
        BadZipFile: if it begins like an archive but is damaged, so that it is not mistaken for an unknown format.
    """
    with source.path.open("rb") as handle:
        data = handle.read(SAMPLE_BYTES)
    if data.startswith(ZIP_START):
        with open_archive(source) as archive:
            return Sample(source.name, data, "", tuple(archive.namelist()))
    return Sample(source.name, data, decode_sample(data, is_whole=len(data) < SAMPLE_BYTES))
