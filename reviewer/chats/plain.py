"""Plain text: lines `Name: text` or `[time] Name: text`, or paragraphs without any names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.chats.account import Account, Entry
from reviewer.chats.clock import Stamp, day_comes_first, read_iso, read_stamp
from reviewer.chats.options import ReadOptions
from reviewer.chats.source import STDIN, Sample, Source
from reviewer.chats.text import TextFile, text_file
from reviewer.message import Message

SUFFIXES = (".txt", ".text")
MAX_WORDS = 4
MIN_TURNS = 2
_SPEAKER = re.compile(
    r"(?:\[(?P<time>(?=[^\]]{0,40}\d)[^\]]{1,40})\][ \t]{0,2})?(?P<name>[^:\[\]]{1,60}):(?:[ \t](?P<text>.*)|)",
    re.DOTALL,
)
_WORD = re.compile(r"\w")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_MAX_CONTROL_SHARE = 0.01


@dataclass(slots=True)
class _Draft:
    """A message that further lines may still belong to."""

    line: int
    author: str | None
    sent_at: str | None
    text: list[str]


def detect(sample: Sample) -> float:
    """Return how sure it is that a file is a plain transcript, from 0 to 1.

    Args:
        sample: the file's beginning.
    """
    if sample.members or len(_CONTROL.findall(sample.text)) > len(sample.text) * _MAX_CONTROL_SHARE:
        return 0.0
    if any(count >= MIN_TURNS for count in _count_names(sample.text.split("\n")).values()):
        return 0.3 if sample.suffix in (*SUFFIXES, ".md", ".log", "") else 0.0
    return 0.1 if sample.suffix in SUFFIXES or sample.name == STDIN else 0.0


def parse(source: Source, options: ReadOptions, account: Account) -> Iterator[Entry]:
    """Give out the messages of a plain transcript.

    A name counts as a speaker if it stands before a colon at least twice and has at most four words; lines that begin
    with no speaker continue the message above. What stands before the first speaker, and a text without speakers, is
    cut into paragraphs without an author. Blank lines between messages belong to none.

    Args:
        source: the file.
        options: the order of day and month, if given.
        account: told the order of day and month.

    Raises:
        InputError: if the file is not text.
        OptionError: if the order of day and month contradicts the file.
    """
    text = text_file(source.name, lambda: source.path.open("rb"), account)
    names = _count_names(line for _, line in text.numbered_lines())
    speakers = frozenset(name for name, count in names.items() if count >= MIN_TURNS)
    if not speakers:
        account.note("no name is given before at least two lines, so each paragraph is one message without an author")
    day_first = day_comes_first(_stamps(text, speakers), options, account)
    for draft in _messages(text, speakers, day_first):
        message = Message(
            f"{source.name}:{draft.line}",
            "\n".join(draft.text),
            conversation=source.conversation,
            author=draft.author,
            sent_at=draft.sent_at,
        )
        yield Entry(message)


def _count_names(lines: Iterator[str] | list[str]) -> Counter[str]:
    return Counter(match["name"].strip() for line in lines if (match := _SPEAKER.fullmatch(line)) and _is_name(match))


def _is_name(match: re.Match[str]) -> bool:
    return len(match["name"].split()) <= MAX_WORDS and _WORD.search(match["name"]) is not None


def _turn(line: str, speakers: frozenset[str]) -> re.Match[str] | None:
    match = _SPEAKER.fullmatch(line)
    return match if match and match["name"].strip() in speakers else None


def _stamps(text: TextFile, speakers: frozenset[str]) -> Iterator[Stamp]:
    for _, line in text.numbered_lines():
        match = _turn(line, speakers)
        if match and match["time"] and (stamp := read_stamp(match["time"])):
            yield stamp


def _messages(text: TextFile, speakers: frozenset[str], day_first: bool) -> Iterator[_Draft]:
    draft: _Draft | None = None
    blank: list[str] = []
    for number, line in text.numbered_lines():
        turn = _turn(line, speakers)
        ends_paragraph = draft is not None and draft.author is None and bool(blank)
        if not line.strip() and not turn:
            blank.append(line)
            continue
        if turn or draft is None or ends_paragraph:
            if draft:
                yield draft
            draft = _started(number, line, turn, day_first)
        else:
            draft.text += [*blank, line]
        blank = []
    if draft:
        yield draft


def _started(number: int, line: str, turn: re.Match[str] | None, day_first: bool) -> _Draft:
    if turn is None:
        return _Draft(number, None, None, [line])
    stamp = read_stamp(turn["time"]) if turn["time"] else None
    sent_at = stamp.iso(day_first) if stamp else read_iso(turn["time"]) if turn["time"] else None
    return _Draft(number, turn["name"].strip(), sent_at, [turn["text"] or ""])
