"""JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.chats import Account, read_chat
from reviewer.message import Message

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


def read(tmp_path: Path, text: str) -> tuple[list[Message], Account]:
    (tmp_path / "a.jsonl").write_bytes(text.encode())
    account = Account()
    return list(read_chat(tmp_path / "a.jsonl", account=account)), account


def test_all_fields_and_none(tmp_path: Path) -> None:
    rows = [
        {
            "id": 7,
            "text": "hi",
            "conversation": "c",
            "author": "Ana",
            "sent_at": "2024-06-23T13:55+02:00",
            "reply_to": "x",
        },
        {"text": "", "conversation": None, "mood": ["unknown"]},
    ]
    messages, account = read(tmp_path, "\ufeff" + "\r\n\r\n".join(map(json.dumps, rows)) + "\r\n")
    assert messages == [
        Message(7, "hi", conversation="c", author="Ana", sent_at="2024-06-23T13:55+02:00", reply_to="x"),
        Message("a.jsonl:3", ""),
    ]
    assert account == Account("a.jsonl", "jsonl", messages=2)


@pytest.mark.parametrize("id_", ["x", "", 0, -1.5, True, False], ids=repr)
def test_an_id_keeps_its_type(tmp_path: Path, id_: object) -> None:
    [message], _ = read(tmp_path, json.dumps({"id": id_, "text": ""}))
    assert (message.id, type(message.id)) == (id_, type(id_))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("{", "not JSON", id="broken"),
        pytest.param("hello", "not JSON", id="words"),
        pytest.param('{"text": "a", "id": NaN}', "not JSON", id="NaN"),
        pytest.param("[" * 100_000, "not JSON", id="nested without end"),
        pytest.param('{"text": "a", "id": ' + "1" * 5000 + "}", "not JSON", id="a number without end"),
        pytest.param('{"text": "a\0"}', "not JSON", id="a raw NUL"),
        pytest.param('["text"]', "not a JSON object", id="a list"),
        pytest.param("null", "not a JSON object", id="null"),
        pytest.param('{"id": 1}', "no “text”", id="no text"),
        pytest.param('{"text": null}', "“text” is not a string", id="null text"),
        pytest.param('{"text": "a", "author": 3}', "“author” is not a string", id="author"),
        pytest.param('{"text": "a", "reply_to": []}', "“reply_to” is not a string", id="reply_to"),
        pytest.param('{"text": "a", "id": {}}', "“id” is not a string or number", id="id"),
        pytest.param('{"text": "a", "id": 1e999}', "“id” is too large a number", id="endless id"),
        pytest.param('{"text": "\\ud83d"}', "“text” holds half a character", id="half an emoji"),
    ],
)
def test_a_bad_line_is_skipped_and_named(tmp_path: Path, line: str, reason: str) -> None:
    messages, account = read(tmp_path, f'{{"text": "one"}}\n{line}\n{{"text": "three"}}\n')
    assert [message.text for message in messages] == ["one", "three"]
    assert account.skipped == [(2, reason)]


@pytest.mark.parametrize(
    ("second", "answered"),
    [
        pytest.param({"conversation": "c"}, "one", id="absent"),
        pytest.param({"conversation": "c", "reply_to": "other"}, "other", id="given"),
        pytest.param({"conversation": "c", "reply_to": None}, None, id="given as nothing"),
        pytest.param({}, None, id="no conversation"),
    ],
)
def test_replies_are_filled_only_where_absent(tmp_path: Path, second: dict[str, object], answered: str | None) -> None:
    rows = [{"text": "one", "author": "A", "conversation": "c"}, {"text": "two", "author": "B", **second}]
    messages, _ = read(tmp_path, "\n".join(map(json.dumps, rows)))
    assert messages[1].reply_to == answered


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1), st.booleans())
def test_any_text_comes_back(tmp_path: Path, texts: list[str], ascii_only: bool) -> None:
    lines = [json.dumps({"id": number, "text": text}, ensure_ascii=ascii_only) for number, text in enumerate(texts)]
    messages, account = read(tmp_path, "\n".join(lines))
    assert messages == [Message(number, text) for number, text in enumerate(texts)]
    assert account == Account("a.jsonl", "jsonl", messages=len(texts))
