"""WhatsApp's “Export chat”: the `.txt` of Android, the `_chat.txt` of an iPhone, and the `.zip` with either inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from reviewer.chats import archive
from reviewer.chats.account import Account, Entry, number_of
from reviewer.chats.clock import MARKS, SPACE, STAMP, Stamp, day_comes_first, stamp_from
from reviewer.chats.options import ReadOptions
from reviewer.chats.source import ZIP_START, Sample, Source
from reviewer.chats.text import TextFile, text_file
from reviewer.errors import InputError
from reviewer.message import Message

SUFFIXES = (".txt", ".zip")
MAX_NAME = 100
_MARKS = f"[{MARKS}]{{0,3}}"
_HEADER = re.compile(
    rf"{_MARKS}(?P<bracket>\[)?{STAMP}{_MARKS}(?(bracket)\]|{SPACE}[-–])(?:{SPACE}|$)(?P<rest>.*)", re.DOTALL
)
_NAME_EDGE = "".join(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_MADE_BY_IPHONE = "\u200e"
_QUOTES = re.compile(r'["“”„«»]')
_SYSTEM_VERB = re.compile(r"\b(?:created|changed|renamed) (?:the|this|a|their|your|group|community)\b")
_MEDIA_MARK = re.compile(
    r"<(?:media omitted|medien ausgeschlossen|multimedia omitido|archivo omitido|médias omis|media omessi|mídia oculta"
    r"|arquivo de mídia oculto|media weggelaten)>|null"
    r"|<(?:attached|anhang|adjunto|pièce jointe|allegato|anexado|bijgevoegd): [^<>\n]{1,250}>"
    r"|[^\n]{1,250} \((?:file attached|datei angehängt|archivo adjunto|fichier joint|file allegato|arquivo anexado"
    r"|bestand bijgevoegd)\)",
    re.IGNORECASE,
)
_IPHONE_MARK = re.compile(
    r"(?:[^\n]{1,250} • [^\n]{1,40}\u200e)?[^\n]{1,30} "
    r"(?:omitted|weggelassen|omitid[ao]|omess[ao]|absente?|ocult[ao]|ocultad[ao]|weggelaten)",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht"
    r"|du hast diese nachricht gelöscht|se eliminó este mensaje|eliminaste este mensaje)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How one export writes the head of a message; it is the same from its first line to its last."""

    bracket: bool
    separator: str
    seconds: bool
    half_days: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """The first line of a message."""

    line: int
    stamp: Stamp
    style: _Style
    rest: str


def detect(sample: Sample) -> float:
    """Return how sure it is that a file is a WhatsApp export, from 0 to 1.

    Args:
        sample: the file's beginning, or its archive's members.
    """
    if sample.members:
        names = [PurePosixPath(member).name for member in sample.members if archive.is_ordinary(member)]
        return 0.9 if "_chat.txt" in names else 0.6 if sum(map(_is_text, names)) == 1 else 0.0
    lines = [line for line in sample.text.split("\n") if line.strip()]
    if not lines:
        return 0.0
    if _head(1, lines[0]):
        return 0.9
    return 0.6 if sum(_head(1, line) is not None for line in lines) > 1 else 0.0


def parse(source: Source, options: ReadOptions, account: Account) -> Iterator[Entry]:
    """Give out the messages and system lines of a WhatsApp export.

    A body is exactly what the file holds, blank lines and marks like ``<This message was edited>`` with it. Only the
    line ends of a file that ends its lines with CR LF become LF, and the invisible U+200E that an iPhone sets before
    what WhatsApp itself wrote (``image omitted``) is left out.

    Args:
        source: the file.
        options: the order of day and month, if given.
        account: told the order of day and month and which lines stand before the first message.

    Raises:
        InputError: if the file is not text, holds no message, or is an archive that cannot be read safely.
        OptionError: if the order of day and month contradicts the file.
    """
    text = _text(source, account)
    style = next((head.style for head in _heads(text)), None)
    if style is None:
        raise InputError(
            "there is no WhatsApp message in it",
            "Give the .txt or .zip file that “Export chat” made, or leave --input-format out.",
            path=source.name,
        )
    day_first = day_comes_first((head.stamp for head in _heads(text) if head.style == style), options, account)
    for head, body in _messages(text, style, day_first, account):
        yield _entry(head, body, source, day_first)


def _text(source: Source, account: Account) -> TextFile:
    with source.path.open("rb") as handle:
        is_archive = handle.read(len(ZIP_START)) == ZIP_START
    if not is_archive:
        return text_file(source.name, lambda: source.path.open("rb"), account)
    member = _chat_in(source)

    def open_chat() -> IO[bytes]:
        return archive.open_member(source, member)

    return text_file(source.name, open_chat, account)


def _chat_in(source: Source) -> str:
    members = archive.check(source)
    texts = [member for member in members if _is_text(member)]
    chats = [member for member in texts if PurePosixPath(member).name == "_chat.txt"] or texts
    if len(chats) != 1:
        raise InputError(
            f"the archive holds {len(chats) or 'no'} .txt files, where one chat was expected",
            "Unpack it and give the chat's .txt file itself.",
            path=source.name,
        )
    return chats[0]


def _is_text(name: str) -> bool:
    return name.lower().endswith(".txt")


def _head(number: int, line: str) -> _Head | None:
    match = _HEADER.fullmatch(line)
    stamp = stamp_from(match) if match else None
    if match is None or stamp is None:
        return None
    half_days = bool(match["before"] or match["after"])
    style = _Style(bool(match["bracket"]), match["separator"], bool(match["seconds"]), half_days)
    return _Head(number, stamp, style, match["rest"])


def _heads(text: TextFile) -> Iterator[_Head]:
    return filter(None, (_head(number, line) for number, line in text.numbered_lines()))


def _messages(text: TextFile, style: _Style, day_first: bool, account: Account) -> Iterator[tuple[_Head, list[str]]]:
    """Give out each first line with the further lines of its message."""
    current: _Head | None = None
    body: list[str] = []
    undated = 0
    for number, line in text.numbered_lines():
        head = _head(number, line)
        if head and head.style == style and head.stamp.iso(day_first):
            if current:
                yield current, body
            current, body = head, []
        elif current:
            undated += head is not None and head.style == style
            body.append(line)
        elif line.strip():
            account.skip(number, "before the first message")
    if current:
        yield current, body
    if undated:
        lines = number_of(undated, "line")
        account.note(f"{lines} with the head of a message but an impossible date stayed part of the message above")


def _entry(head: _Head, more: list[str], source: Source, day_first: bool) -> Entry:
    author, first = _author_and_body(head.rest)
    made_by_iphone = head.style.bracket and first.startswith(_MADE_BY_IPHONE)
    if made_by_iphone or author is None:
        first = first.removeprefix(_MADE_BY_IPHONE)
    body = "\n".join([first, *more])
    message = Message(
        f"{source.name}:{head.line}",
        body,
        conversation=source.conversation,
        author=author,
        sent_at=head.stamp.iso(day_first),
        is_system=author is None,
    )
    return Entry(message, wordless=author is not None and _is_wordless(body, made_by_iphone))


def _author_and_body(rest: str) -> tuple[str | None, str]:
    """Split `Name: body`; a line in which no name stands before a colon is the program's own."""
    name, colon, body = rest.partition(": ")
    if not colon:
        name, colon, body = (rest[:-1], ":", "") if rest.endswith(":") else rest.partition(":.")
        body = f".{body}" if colon == ":." else body
    name = name.strip(_NAME_EDGE)
    # a colon inside quotation marks belongs to a group's name: Sam changed the subject to “Help: now”
    quoted = len(_QUOTES.findall(name)) % 2 == 1
    if not colon or not name.strip() or len(name) > MAX_NAME or quoted or _SYSTEM_VERB.search(name):
        return None, rest
    return name, body


def _is_wordless(body: str, made_by_iphone: bool) -> bool:
    known = _MEDIA_MARK.fullmatch(body.removeprefix(_MADE_BY_IPHONE)) or _DELETED.fullmatch(body)
    return bool(known or (made_by_iphone and _IPHONE_MARK.fullmatch(body)))
