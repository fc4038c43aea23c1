"""Tables."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.chats import Account, ReadOptions, read_chat
from reviewer.errors import InputError, OptionError
from reviewer.message import Message

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


def read(tmp_path: Path, text: str, **options: object) -> tuple[list[Message], Account]:
    (tmp_path / "a.csv").write_bytes(text.encode())
    account = Account()
    return list(read_chat(tmp_path / "a.csv", options=ReadOptions(**options), account=account)), account


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        pytest.param(
            "ID,Message,From,Sent At,Chat,Reply To\nx1,hi,Ana,2024-06-23 13:55,c,why\n",
            [Message("x1", "hi", conversation="c", author="Ana", sent_at="2024-06-23T13:55", reply_to="why")],
            [
                "columns, separated by comma: text from “Message”, id from “ID”, author from “From”, "
                "sent_at from “Sent At”, conversation from “Chat”, reply_to from “Reply To”"
            ],
            id="every column",
        ),
        pytest.param(
            "\ufeffauthor;text\r\nAna;one, two\r\nSam;\r\n",
            [
                Message("a.csv:2", "one, two", conversation="a", author="Ana"),
                Message("a.csv:3", "", conversation="a", author="Sam"),
            ],
            ["columns, separated by semicolon: text from “text”, author from “author”"],
            id="semicolons, mark, CR LF",
        ),
        pytest.param(
            "body\tname\nhi; ho, he\tAna\n",
            [Message("a.csv:2", "hi; ho, he", conversation="a", author="Ana")],
            ["columns, separated by tab: text from “body”, author from “name”"],
            id="tabs",
        ),
        pytest.param(
            'text\n"one\n\ntwo"\n\nthree\n',
            [
                Message("a.csv:2", "one\n\ntwo", conversation="a"),
                Message("a.csv:6", "three", conversation="a"),
            ],
            ["columns, separated by comma: text from “text”"],
            id="one column, lines in a cell, blank rows",
        ),
        pytest.param(
            "Date,Time,Content\n6/23/24,1:55 PM,hi\n6/24/24,,ho\n",
            [
                Message("a.csv:2", "hi", conversation="a", sent_at="2024-06-23T13:55"),
                Message("a.csv:3", "ho", conversation="a"),
            ],
            [
                "columns, separated by comma: text from “Content”, sent_at from “Date”",
                "dates are read month first, as dates in the file show",
                "1 date could not be read and was left out",
            ],
            id="date and time apart",
        ),
    ],
)
def test_tables(tmp_path: Path, text: str, expected: list[Message], notes: list[str]) -> None:
    messages, account = read(tmp_path, text)
    assert messages == expected
    assert account == Account("a.csv", "csv", messages=len(expected), notes=notes)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("2024-06-23", "2024-06-23", id="date alone"),
        pytest.param("2024-06-23T13:55:01.25Z", "2024-06-23T13:55:01.25Z", id="UTC"),
        pytest.param("2024-06-23 13:55:01 +0200", "2024-06-23T13:55:01+0200", id="offset"),
        pytest.param("23.06.2024 13:55", "2024-06-23T13:55", id="points"),
        pytest.param("2024-13-23", None, id="no such month"),
        pytest.param("2024-06-23T25:00", None, id="no such hour"),
        pytest.param("yesterday", None, id="words"),
    ],
)
def test_times(tmp_path: Path, cell: str, expected: str | None) -> None:
    [message], _ = read(tmp_path, f"text,date\nhi,{cell}\n")
    assert message.sent_at == expected


def test_rows_of_another_length_are_skipped_and_named(tmp_path: Path) -> None:
    messages, account = read(tmp_path, 'author,text\nAna\nAna,one\nAna,"a\nb",c\nAna,"x"y\nSam,two\nSam,"open\nend\n')
    assert [message.text for message in messages] == ["one", "two"]
    assert account.skipped == [
        (2, "too few cells"),
        (4, "too many cells"),
        (6, "a quotation mark out of place"),
        (8, "a quotation mark is never closed, so everything from here on was not read"),
    ]


def test_a_file_without_any_row_is_not_called_empty(tmp_path: Path) -> None:
    messages, account = read(tmp_path, '"open\nend\n')
    assert (messages, account.notes) == ([], [])
    assert account.skipped == [
        (1, "a quotation mark is never closed, so everything from here on was not read"),
    ]


def test_an_endless_cell_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.chats.csv.MAX_LINE", 100)
    previous = csv.field_size_limit(100)
    try:
        with pytest.raises(InputError, match=r"a\.csv:3: a cell that begins here is longer"):
            read(tmp_path, 'text\nhi\n"' + "x\n" * 200)
    finally:
        csv.field_size_limit(previous)


def test_a_long_cell_is_read_and_nothing_is_set_at_import(tmp_path: Path) -> None:
    code = "import csv; limit = csv.field_size_limit(); import reviewer.chats; assert csv.field_size_limit() == limit"
    subprocess.run([sys.executable, "-c", code], check=True)
    previous = csv.field_size_limit(131_072)
    try:
        [message], _ = read(tmp_path, f"text\n{'x' * 200_000}\n")
    finally:
        csv.field_size_limit(previous)
    assert len(message.text) == 200_000


def test_the_text_column_can_be_chosen(tmp_path: Path) -> None:
    messages, account = read(tmp_path, "Notes,text,author\nhi,other,Ana\n", text_column="notes")
    assert messages == [Message("a.csv:2", "hi", conversation="a", author="Ana")]
    assert account.notes == ["columns, separated by comma: text from “Notes”, author from “author”"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(
            "Nots",
            "a.csv: there is no column “Nots”; the columns are “Notes”, “Author”. Did you mean “Notes”?",
            id="misspelt",
        ),
        pytest.param(
            None,
            "a.csv: no column looks like the message; the columns are “Notes”, “Author”. "
            "Say which one it is with --text-column NAME.",
            id="not given",
        ),
    ],
)
def test_no_text_column(tmp_path: Path, wanted: str | None, expected: str) -> None:
    with pytest.raises(OptionError) as caught:
        read(tmp_path, "Notes,Author\nhi,Ana\n", text_column=wanted)
    assert str(caught.value) == expected


@pytest.mark.parametrize("wanted", [None, "text", "i feel awfull"])
@pytest.mark.parametrize(
    ("text", "count", "example"),
    [
        pytest.param("Ana,I feel awful\nSam,why\n", "there are 2 columns", "author,text", id="comma"),
        pytest.param("1;Ana;I feel awful\n2;Sam;why\n", "there are 3 columns", "author;text", id="semicolon"),
        pytest.param("Ana\tI feel awful\nSam\twhy\n", "there are 2 columns", "author<tab>text", id="tab"),
        pytest.param("I feel awful\nwhy\n", "there is 1 column", "text", id="one column"),
    ],
)
def test_no_word_of_a_table_without_column_names_is_shown(
    tmp_path: Path, text: str, count: str, example: str, wanted: str | None
) -> None:
    with pytest.raises(OptionError) as caught:
        read(tmp_path, text, text_column=wanted)
    assert str(caught.value) == (
        f"a.csv: the first line holds no column names; {count}. Add a first line that names every column, such as "
        f"`{example}`, or, if there is one, give the exact name of the message's column with --text-column."
    )


def test_a_chosen_column_needs_no_usual_name_beside_it(tmp_path: Path) -> None:
    messages, account = read(tmp_path, "Notes,Who\nhi,Ana\n", text_column="notes")
    assert messages == [Message("a.csv:2", "hi", conversation="a")]
    assert account.notes == ["columns, separated by comma: text from “Notes”"]


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        pytest.param("chat,author,text\nc,A,one\nc,B,two\n", "one", id="a conversation, no reply column"),
        pytest.param("author,text\nA,one\nB,two\n", None, id="no conversation"),
        pytest.param("chat,author,text\nc,A,one\n,B,two\n", None, id="an empty conversation"),
        pytest.param("chat,author,text,reply_to\nc,A,one,\nc,B,two,\n", None, id="an empty reply"),
    ],
)
def test_replies_are_filled_only_where_the_column_is_absent(tmp_path: Path, text: str, answered: str | None) -> None:
    messages, _ = read(tmp_path, text)
    assert messages[1].reply_to == answered


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_any_text_comes_back(tmp_path: Path, texts: list[str], delimiter: str, end: str) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text", "author"), *((f"n{number}", text, "Ana") for number, text in enumerate(texts))])
    messages, account = read(tmp_path, table.getvalue())
    assert messages == [
        Message(f"n{number}", text, conversation="a", author="Ana") for number, text in enumerate(texts)
    ]
    assert account.skipped == []
