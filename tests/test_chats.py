"""Finding files, choosing a format, encodings, replies and the account: what all formats share."""

from __future__ import annotations

import io
import os
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from reviewer.chats import (
    FORMATS,
    Account,
    Entry,
    ReadOptions,
    Sample,
    Source,
    UnknownFormatError,
    detect_format,
    read_chat,
    walk,
)
from reviewer.chats.replies import Replies
from reviewer.chats.text import is_blank
from reviewer.errors import InputError, OptionError
from reviewer.message import Message

ANDROID = "23/06/2024, 13:55 - Sam: Hi there\n23/06/2024, 13:56 - Ana: hello\n"


def read(path: Path, **options: object) -> tuple[list[Message], Account]:
    account = Account()
    return list(read_chat(path, options=ReadOptions(**options), account=account)), account


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("a.jsonl", '{"text": "hi"}\n', "jsonl", id="jsonl"),
        pytest.param("a.ndjson", "", "jsonl", id="empty jsonl"),
        pytest.param("-", 'oops\n{"text": "hi"}\n', "jsonl", id="jsonl on stdin with a bad first line"),
        pytest.param("a.json", '{"messages": []}\n', None, id="another kind of json"),
        pytest.param("a.csv", "id,note\n1,x\n", "csv", id="csv by its suffix"),
        pytest.param("-", "author;text\nAna;hi\n", "csv", id="csv on stdin by its columns"),
        pytest.param("chat.txt", ANDROID, "whatsapp", id="whatsapp"),
        pytest.param("-", "[23/06/2024, 13:55:02] Sam: Hi\n", "whatsapp", id="whatsapp from an iPhone"),
        pytest.param("chat.txt", "Chat with Sam\n" + ANDROID, "whatsapp", id="whatsapp under a title"),
        pytest.param("a.txt", "Ana: hi\nSam: ho\nAna: well\n", "plain", id="plain"),
        pytest.param("a.txt", "just words", "plain", id="plain without speakers"),
        pytest.param("a.txt", "", "plain", id="empty text"),
        pytest.param("-", "just words", "plain", id="plain on stdin"),
        pytest.param("a.md", "# Notes\n", None, id="markdown without speakers"),
        pytest.param("a.md", "Ana: hi\nAna: well\n", "plain", id="markdown with speakers"),
        pytest.param("a.py", "Ana: hi\nAna: well\n", None, id="code"),
        pytest.param("a.txt", "\0\1\2\3", None, id="binary"),
    ],
)
def test_the_surest_format_is_taken(name: str, text: str, expected: str | None) -> None:
    found = detect_format(Sample(name, text.encode(), text))
    assert (found.name if found else None) == expected


def test_formats_have_names_of_their_own() -> None:
    assert [kind.name for kind in FORMATS] == ["jsonl", "csv", "whatsapp", "plain"]


def test_walk_gives_each_file_once_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "b/.hidden/x.txt", "b/.DS_Store", "a.csv", "b/c/3.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    found = walk([tmp_path / "b", tmp_path / "a.csv", tmp_path / "b" / "1.txt", "-"])
    assert [(source.name, source.in_folder) for source in found] == [
        ("b/1.txt", True),
        ("b/2.txt", True),
        ("b/c/3.txt", True),
        ("a.csv", False),
        ("-", False),
    ]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        pytest.param(["one/chat.txt"], ["chat.txt"], id="one file"),
        pytest.param(["one"], ["chat.txt"], id="one folder"),
        pytest.param(["one", "two"], ["one/chat.txt", "two/chat.txt"], id="two folders with the same file name"),
        pytest.param(["one/chat.txt", "two/chat.txt"], ["one/chat.txt", "two/chat.txt"], id="two files"),
        pytest.param(["missing.txt"], ["missing.txt"], id="a missing file"),
        pytest.param(["empty"], ["empty"], id="an empty folder"),
    ],
)
def test_names_are_relative_and_unique(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], names: list[str]
) -> None:
    for folder in ("one", "two", "empty"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one/chat.txt").touch()
    (tmp_path / "two/chat.txt").touch()
    assert [source.name for source in walk([tmp_path / path for path in given])] == names
    monkeypatch.chdir(tmp_path)
    assert [source.name for source in walk(given)] == names


def test_conversation_is_the_name_without_its_suffix() -> None:
    assert Source(Path("x"), "a.b/_chat.txt").conversation == "a.b/_chat"
    assert Source(Path("-"), "-").conversation == "-"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(
            "no.txt", "no.txt: there is no such file or folder. Check the spelling of its path.", id="missing"
        ),
        pytest.param(
            "empty",
            "empty: the folder holds no file to read. Give a folder or file with a chat in it.",
            id="empty folder",
        ),
    ],
)
def test_what_is_not_there_is_an_input_error(tmp_path: Path, path: str, expected: str) -> None:
    (tmp_path / "empty").mkdir()
    for source in (*walk([tmp_path / path]), tmp_path / path):
        with pytest.raises(InputError) as caught:
            list(read_chat(source))
        assert str(caught.value) == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_file_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0)
    with pytest.raises(InputError, match=r"a\.txt: it may not be read"):
        read(tmp_path / "a.txt")


def test_a_refused_file_is_an_input_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").touch()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"a\.txt: it may not be read"):
        read(tmp_path / "a.txt")


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0\1")
    with pytest.raises(UnknownFormatError) as caught:
        read(tmp_path / "a.bin")
    assert str(caught.value) == (
        "a.bin: the format is not known. These can be read: jsonl (.jsonl .ndjson), csv (.csv .tsv .tab), "
        "whatsapp (.txt .zip), plain (.txt .text). If it is one of them, say so with --input-format NAME."
    )


def test_an_unknown_format_name_is_an_option_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hi")
    with pytest.raises(OptionError, match=r"no input format “whatsap”\. Did you mean “whatsapp”"):
        read(tmp_path / "a.txt", input_format="whatsap")


def test_a_given_format_is_taken_over_the_recognised_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ANDROID)
    messages, account = read(tmp_path / "a.txt", input_format="plain")
    assert account.format == "plain"
    assert [message.text for message in messages] == [ANDROID.rstrip("\n")]


def test_a_stream_is_spooled_to_a_private_file_and_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    reading = read_chat(io.BytesIO(ANDROID.encode()))
    assert list(tmp_path.iterdir()) == []
    assert next(reading) == Message(
        "-:1", "Hi there", conversation="-", author="Sam", sent_at="2024-06-23T13:55", reply_to=None
    )
    [spooled] = tmp_path.iterdir()
    assert stat.S_IMODE(spooled.stat().st_mode) == 0o600
    reading.close()
    assert list(tmp_path.iterdir()) == []


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "hi"}')))
    [source] = walk(["-"])
    assert list(read_chat(source)) == [Message("-:1", "hi")]


def test_a_pipe_can_be_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(ANDROID.encode(),))
    writer.start()
    messages, account = read(pipe)
    writer.join()
    assert [message.id for message in messages] == ["pipe:1", "pipe:2"]
    assert account.format == "whatsapp"


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        pytest.param("Zoë: é\nZoë: ü".encode(), [], id="utf-8"),
        pytest.param("Zoë: é\nZoë: ü".encode("utf-8-sig"), [], id="utf-8 with a mark"),
        pytest.param("Zoë: é\nZoë: ü".encode("utf-16"), ["the text is in UTF-16"], id="utf-16"),
        pytest.param(
            b"\xfe\xff" + "Zoë: é\nZoë: ü".encode("utf-16-be"), ["the text is in UTF-16"], id="utf-16, other byte order"
        ),
        pytest.param(
            "Zoë: é\nZoë: ü".encode("cp1252"),
            ["the text is not in UTF-8; it was read as Windows-1252, so check that accented letters are right"],
            id="cp1252",
        ),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, notes: list[str]) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    messages, account = read(tmp_path / "a.txt")
    assert [(message.author, message.text) for message in messages] == [("Zoë", "é"), ("Zoë", "ü")]
    assert account.notes == notes


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b"one\ntwo\nthr\x81\xff\n", "a.txt:3: this line cannot be read as UTF-8 or Windows-1252", id="cp1252"
        ),
        pytest.param(
            b"\xfe\xff" + "one\ntwo".encode("utf-16-be") + b"\xd8\x00\x00x",
            "a.txt:2: this line cannot be read as UTF-16",
            id="utf-16",
        ),
    ],
)
def test_what_cannot_be_decoded_is_named_by_line(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a.txt", input_format="plain")
    assert str(caught.value) == f"{expected} text. Save it as UTF-8 text and read it again."


@pytest.mark.parametrize("name", [kind.name for kind in FORMATS])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="no byte"),
        pytest.param(b" \r\n\t\n" * 300_000, id="white space"),
        pytest.param("\ufeff\u00a0\n".encode(), id="a mark and white space"),
        pytest.param(" \n".encode("utf-16"), id="utf-16"),
    ],
)
def test_every_format_says_of_an_empty_file_that_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert read(tmp_path / "a.txt", input_format=name) == ([], Account("a.txt", name, notes=["the file is empty"]))


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "txt"])
@pytest.mark.parametrize("data", [b"", b"\n \n"], ids=["no byte", "white space"])
def test_an_empty_file_whose_format_is_recognised(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(data)
    messages, account = read(tmp_path / f"a.{suffix}")
    assert (messages, account.notes) == ([], ["the file is empty"])


@pytest.mark.parametrize("data", [b"", b"\n \n"], ids=["no byte", "white space"])
def test_an_empty_stream(data: bytes) -> None:
    account = Account()
    assert list(read_chat(io.BytesIO(data), account=account)) == []
    assert account == Account("-", "plain", notes=["the file is empty"])


@pytest.mark.parametrize("data", [b" \0", b" \xff", b" \xe2", b"\n" * 2_000_000 + b"x"])
def test_what_is_not_white_space_is_not_empty(data: bytes) -> None:
    assert not is_blank(lambda: io.BytesIO(data))


def test_an_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.chats.text.MAX_LINE", 100)
    (tmp_path / "a.txt").write_text("short\n" + "x" * 200)
    with pytest.raises(InputError, match=r"a\.txt:2: this line is longer than 100 characters"):
        read(tmp_path / "a.txt")


def test_a_long_first_line_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("23/06/2024, 13:55 - Sam: " + "word " * 20_000 + "\nmore\n")
    messages, account = read(tmp_path / "a.txt")
    assert (account.format, [message.text for message in messages]) == ("whatsapp", ["word " * 20_000 + "\nmore"])


@pytest.mark.parametrize(
    ("turns", "answered"),
    [
        pytest.param([("c", "A", "1"), ("c", "B", "2")], [None, "1"], id="the one before"),
        pytest.param(
            [("c", "A", "1"), ("c", "B", "2"), ("c", "B", "3"), ("c", "A", "4")],
            [None, "1", "1", "3"],
            id="the last of another",
        ),
        pytest.param(
            [("c", "A", "1"), ("c", "B", "2"), ("c", "C", "3"), ("c", "C", "4"), ("c", "B", "5")],
            [None, "1", "2", "2", "4"],
            id="three people",
        ),
        pytest.param([("c", "A", "1"), ("d", "B", "2")], [None, None], id="another conversation"),
        pytest.param([("c", "A", "1"), ("c", None, "2"), ("c", "B", "3")], [None, None, "1"], id="an unknown author"),
    ],
)
def test_replies(turns: list[tuple[str, str | None, str]], answered: list[str | None]) -> None:
    replies = Replies()
    filled = [
        replies.fill(Entry(Message(None, text, conversation=conversation, author=author)))
        for conversation, author, text in turns
    ]
    assert [message.reply_to for message in filled] == answered


def test_replies_pass_over_system_lines_and_leave_known_ones() -> None:
    replies = Replies()
    replies.fill(Entry(Message(None, "1", author="A")))
    replies.fill(Entry(Message(None, "joined", is_system=True)))
    assert replies.fill(Entry(Message(None, "2", author="B"), reply_known=True)).reply_to is None
    assert replies.fill(Entry(Message(None, "3", author="B"))).reply_to == "1"


def test_replies_forget_the_conversation_used_longest_ago() -> None:
    replies = Replies(limit=2)
    for conversation in ("c", "d", "c", "e"):
        replies.fill(Entry(Message(None, f"in {conversation}", conversation=conversation, author="A")))
    late = [replies.fill(Entry(Message(None, "?", conversation=name, author="B"))).reply_to for name in ("c", "d")]
    assert late == ["in c", None]


def test_the_account_in_plain_english() -> None:
    account = Account(name="a\x1b[31m.csv", format="csv", messages=12, system_lines=1, media_only=2)
    account.note("the text is in UTF-16")
    for line in (3, 7, 8, 9):
        account.skip(line, "not JSON")
    account.skip(4, "no “text”")
    assert account.lines() == [
        "a�[31m.csv: read as csv: 12 messages, of them 1 system line and 2 media only or deleted.",
        "a�[31m.csv: the text is in UTF-16.",
        "a�[31m.csv: 4 lines skipped, not JSON: lines 3, 7-9.",
        "a�[31m.csv: 1 line skipped, no “text”: line 4.",
    ]
