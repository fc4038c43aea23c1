"""Plain transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.chats import Account, ReadOptions, read_chat
from reviewer.errors import OptionError
from reviewer.message import Message

NO_SPEAKERS = "no name is given before at least two lines, so each paragraph is one message without an author"


def read(tmp_path: Path, text: str, **options: object) -> tuple[list[Message], Account]:
    (tmp_path / "a.txt").write_bytes(text.encode())
    account = Account()
    options = {"input_format": "plain", **options}
    return list(read_chat(tmp_path / "a.txt", options=ReadOptions(**options), account=account)), account


def turn(line: int, author: str | None, text: str, sent_at: str | None = None, reply_to: str | None = None) -> Message:
    return Message(f"a.txt:{line}", text, conversation="a", author=author, sent_at=sent_at, reply_to=reply_to)


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        pytest.param(
            "Ana: hi\nSam: ho\nAna: well\nSam:\nAna:  two spaces",
            [
                turn(1, "Ana", "hi"),
                turn(2, "Sam", "ho", reply_to="hi"),
                turn(3, "Ana", "well", reply_to="ho"),
                turn(4, "Sam", "", reply_to="well"),
                turn(5, "Ana", " two spaces", reply_to=""),
            ],
            [],
            id="speakers",
        ),
        pytest.param(
            "Ana: hi\r\nNote: this is no speaker\r\n \r\nhttps://example.org\r\n\r\nAna: well\r\n",
            [turn(1, "Ana", "hi\nNote: this is no speaker\n \nhttps://example.org"), turn(6, "Ana", "well")],
            [],
            id="further lines, blank lines, CR LF",
        ),
        pytest.param(
            "A talk\nin two lines\n\n10:30 Meeting: start\n\nAna: hi\nAna: well",
            [
                turn(1, None, "A talk\nin two lines"),
                turn(4, None, "10:30 Meeting: start"),
                turn(6, "Ana", "hi"),
                turn(7, "Ana", "well"),
            ],
            [],
            id="before the first speaker",
        ),
        pytest.param(
            "One.\nStill one.\n\n\nTwo: here.\n",
            [turn(1, None, "One.\nStill one."), turn(5, None, "Two: here.")],
            [NO_SPEAKERS],
            id="no speakers",
        ),
        pytest.param(
            "what I want to say: a\nwhat I want to say: b",
            [turn(1, None, "what I want to say: a\nwhat I want to say: b")],
            [NO_SPEAKERS],
            id="more than four words",
        ),
        pytest.param(
            "[23/06/2024 13:55] Ana: hi\n[2024-06-23T13:56:01Z] Ana: well\n[10:30] Ana: so",
            [
                turn(1, "Ana", "hi", "2024-06-23T13:55"),
                turn(2, "Ana", "well", "2024-06-23T13:56:01Z"),
                turn(3, "Ana", "so"),
            ],
            ["dates are read day first, as dates in the file show"],
            id="times",
        ),
        pytest.param("Ana: a\0b\nAna: c", [turn(1, "Ana", "a\0b"), turn(2, "Ana", "c")], [], id="NUL"),
    ],
)
def test_transcripts(tmp_path: Path, text: str, expected: list[Message], notes: list[str]) -> None:
    messages, account = read(tmp_path, text)
    assert messages == expected
    assert account == Account("a.txt", "plain", messages=len(expected), notes=notes)


def test_an_order_that_contradicts_the_file(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"a\.txt: --monthfirst does not fit"):
        read(tmp_path, "[23/06/2024 13:55] Ana: hi\nAna: ho", day_first=False)
