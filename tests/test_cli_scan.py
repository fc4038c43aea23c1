"""reviewer scan: exported chats in, one review a message out, and an account of what was read."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from reviewer.report.rows import COLUMNS

Run = Callable[..., Result]

DATA = Path(__file__).parent / "data"
KEYS = [
    "schema", "id", "conversation", "author", "sent_at", "is_system", "reviewed", "level", "findings", "strengths",
    "measures", "caveats", "rulebook_version", "model",
]  # fmt: skip
CHAT = """\
23/06/2024, 13:55 - Messages and calls are end-to-end encrypted.
23/06/2024, 13:56 - ~ Ana Lima: You red thing
23/06/2024, 13:57 - Sam: green all over
23/06/2024, 13:58 - Sam: <Media omitted>
"""


def jsonl(*rows: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def reviews(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def scan(run: Run, team: Path) -> Run:
    """Scan with the team's rules about colours."""
    return lambda *arguments, **more: run("scan", "--profile", team, *arguments, **more)


# One line a message


def test_the_issues_example(run: Run) -> None:
    message = '{"id":"1","text":"You should stop taking your meds, I did and I was fine."}\n'
    done = run("scan", "-", "--format", "jsonl", stdin=message)
    (review,) = reviews(done)
    assert list(review) == KEYS
    assert (review["id"], review["level"], review["reviewed"]) == ("1", "check", True)
    assert [(one["category"], one["start"], one["end"]) for one in review["findings"] if one["level"] == "check"] == [
        ("advice", 11, 32)
    ]
    assert done.exit_code == 1
    assert done.stderr == "Profile: none.\n-: read as jsonl: 1 message.\n"


@pytest.mark.parametrize("given", ["a", "7", 7, 0, -3, 1.5, True], ids=repr)
def test_id_keeps_its_type(scan: Run, given: object) -> None:
    (review,) = reviews(scan("-", "--format", "jsonl", stdin=jsonl({"id": given, "text": "red"})))
    assert (type(review["id"]), review["id"]) == (type(given), given)


def test_a_message_without_id_is_named_by_its_place(scan: Run) -> None:
    Path("one/two").mkdir(parents=True)
    Path("one/a.jsonl").write_text('{"text": "red"}\n\n{"text": "blue", "id": null}\n', encoding="utf-8")
    Path("one/two/b.csv").write_text("author,text\nSam,red\n", encoding="utf-8")
    assert [review["id"] for review in reviews(scan("one", "--format", "jsonl"))] == [
        "a.jsonl:1",
        "a.jsonl:3",
        "two/b.csv:2",
    ]
    assert [review["id"] for review in reviews(scan("-", "--format", "jsonl", stdin='{"text": "red"}'))] == ["-:1"]


def test_every_message_gives_a_line(scan: Run) -> None:
    Path("chat.txt").write_text(f"{CHAT}23/06/2024, 13:59 - Sam: \n", encoding="utf-8")
    done = scan("chat.txt", "--format", "jsonl")
    assert [
        (review["author"], review["is_system"], review["reviewed"], review["level"], review["sent_at"])
        for review in reviews(done)
    ] == [
        (None, True, False, None, "2024-06-23T13:55"),
        ("~ Ana Lima", False, True, "pause", "2024-06-23T13:56"),
        ("Sam", False, True, "check", "2024-06-23T13:57"),
        ("Sam", False, True, None, "2024-06-23T13:58"),
        ("Sam", False, True, None, "2024-06-23T13:59"),
    ]
    assert reviews(done)[4]["caveats"] == ["There are no words here to read."]


@pytest.mark.parametrize(
    ("options", "has_text"), [([], False), (["--with-text"], True)], ids=["by default", "--with-text"]
)
def test_the_text_itself_is_only_added_when_asked_for(scan: Run, options: list[str], has_text: bool) -> None:
    message = jsonl({"text": "a red\u2028 😀\x9b \u202edoor"})
    done = scan("-", "--format", "jsonl", *options, stdin=message)
    (review,) = reviews(done)
    assert review.get("text") == ("a red\u2028 😀\x9b \u202edoor" if has_text else None)
    assert list(review) == [*KEYS, *["text"] * has_text]
    assert not set("\u2028\x9b\u202e") & set(done.stdout)  # escaped, as is right in JSON


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("notice", [("check", ["check"]), ("pause", ["pause"]), ("notice", ["notice"]), (None, [])]),
        ("pause", [("check", ["check"]), ("pause", ["pause"]), (None, []), (None, [])]),
        ("check", [("check", ["check"]), (None, []), (None, []), (None, [])]),
    ],
)
def test_min_level_leaves_out_findings_but_no_message_or_strength(
    scan: Run, level: str, expected: list[tuple[str | None, list[str]]]
) -> None:
    chat = jsonl(*({"text": text} for text in ("green", "red", "grey", "thank you")))
    found = reviews(scan("-", "--format", "jsonl", "--min-level", level, stdin=chat))
    assert [(review["level"], [one["level"] for one in review["findings"]]) for review in found] == expected
    assert [len(review["strengths"]) for review in found] == [0, 0, 0, 1]


# Whose messages


@pytest.mark.parametrize("name", ["~ Ana Lima", "Ana Lima", "ana lima", "ANALIMA", "~analima"])
def test_supporter_is_compared_without_case_spaces_or_tilde(scan: Run, name: str) -> None:
    Path("chat.txt").write_text(CHAT, encoding="utf-8")
    done = scan("chat.txt", "--format", "jsonl", "--supporter", name)
    assert [(review["reviewed"], review["level"]) for review in reviews(done)] == [
        (False, None),
        (True, "pause"),
        (False, None),
        (False, None),
    ]
    assert done.exit_code == 0


def test_several_supporters(scan: Run) -> None:
    Path("chat.txt").write_text(CHAT, encoding="utf-8")
    done = scan("chat.txt", "--format", "jsonl", "--supporter", "Sam", "--supporter", "Ana Lima")
    assert [review["reviewed"] for review in reviews(done)] == [False, True, True, True]


def test_supporters_of_the_profile(run: Run, team: Path) -> None:
    profile = team.with_name("named.toml")
    profile.write_text(f'supporters = ["Sam"]\n{team.read_text(encoding="utf-8")}', encoding="utf-8")
    Path("chat.txt").write_text(CHAT, encoding="utf-8")
    done = run("scan", "--profile", profile, "chat.txt", "--format", "jsonl")
    assert [review["reviewed"] for review in reviews(done)] == [False, False, True, True]


# CSV


def test_csv_has_a_header_and_a_row_a_finding(scan: Run) -> None:
    chat = jsonl({"id": 1, "author": "Sam", "text": "thank you, red and green"}, {"id": 2, "text": "nothing"})
    done = scan("-", "--format", "csv", stdin=chat)
    header, *rows = csv.reader(io.StringIO(done.stdout))
    assert tuple(header) == COLUMNS
    assert [row[:2] + row[2:11] for row in rows] == [
        ["1", "", "Sam", "", "check", "strength.thanks", "strength", "strength", "0", "9", "thank you"],
        ["1", "", "Sam", "", "check", "power.red", "power", "pause", "11", "14", "red"],
        ["1", "", "Sam", "", "check", "dignity.green", "dignity", "check", "19", "24", "green"],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+44 7700 900123", "-2", "@SUM(A1)", "\tx", "\rx", "＝1"], ids=ascii)
def test_csv_cells_that_begin_a_formula_are_made_harmless(scan: Run, cell: str) -> None:
    done = scan("-", "--format", "csv", stdin=jsonl({"id": cell, "conversation": cell, "author": cell, "text": "red"}))
    _, row = csv.reader(io.StringIO(done.stdout, newline=""))
    assert row[:3] == [f"'{cell}"] * 3


# Text


def test_text_shows_what_asks_for_a_look_and_then_a_summary(scan: Run) -> None:
    Path("chat.txt").write_text(CHAT, encoding="utf-8")
    done = scan("chat.txt")
    assert (
        done.stdout
        == """\
~ Ana Lima · 2024-06-23 13:56  chat.txt:2
  │ You «red»¹ thing

  ¹ Pause: The red rule
    “red” is red.
    ? Why red?
    → Not red.

Sam · 2024-06-23 13:57  chat.txt:3
  │ «green»¹ all over

  ¹ Check: The green rule
    “green” is green.
    Because.
    ? Why green?
    → Not green.

3 messages, 3 of them reviewed as a supporter's.
About dignity: 1 check.
About power: 1 pause.
"""
    )
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("chat", "options", "expected"),
    [
        pytest.param(
            [],
            [],
            "No message was read.\n",
            id="empty",
        ),
        pytest.param(
            ["Hi", "Thank you", "Thank you"],
            [],
            "3 messages, 3 of them reviewed as a supporter's.\n"
            "What is good in them: the thanks rule 2.\n"
            "Nothing here asked for a second look. That is no all-clear: only the wording was read,\n"
            "  not how anybody is.\n",
            id="nothing found",
        ),
        pytest.param(
            ["no puedo dormir y estoy muy triste hoy", "grey"],
            [],
            "2 messages, 1 of them reviewed as a supporter's.\n"
            "About minimising: 1 notice.\n"
            "1 could not be read in full. --all shows which, and why.\n",
            id="notices are counted, the unread is said",
        ),
        pytest.param(
            ["", "grey"],
            ["--all"],
            "unknown  -:1\n"
            "  │\n"
            "  ! There are no words here to read.\n"
            "\n"
            "unknown  -:2\n"
            "  │ «grey»¹\n"
            "\n"
            "  ¹ Notice: The grey rule\n"
            "    “grey” is grey.\n"
            "    Because.\n"
            "    ? Why grey?\n"
            "    → Not grey.\n"
            "\n"
            "2 messages, 2 of them reviewed as a supporter's.\n"
            "About minimising: 1 notice.\n",
            id="--all shows every message",
        ),
    ],
)
def test_text_of(scan: Run, chat: list[str], options: list[str], expected: str) -> None:
    messages = jsonl(*({"text": text} for text in chat))
    assert scan("-", "--input-format", "jsonl", *options, stdin=messages).stdout == expected


HOSTILE = "\x1b]0;owned\x07\u202e\x9b2J\nx"


def test_text_makes_other_peoples_words_and_names_harmless(scan: Run) -> None:
    fields = dict.fromkeys(("id", "author", "sent_at", "conversation"), HOSTILE)
    done = scan("-", stdin=jsonl({**fields, "text": f"So you are {HOSTILE} and red"}), color=True)
    assert "Not red." in done.stdout
    assert not set("\x07\x9b\u202e") & set(done.stdout)
    assert "\x1b]" not in done.stdout
    assert "␛]0;owned␇�2J x · ␛]0;owned␇�2J x" in done.stdout  # the author and time stay on one line


def test_names_in_errors_are_harmless(scan: Run) -> None:
    chat = jsonl({"author": f"Dana {HOSTILE}", "text": "red"})
    done = scan("-", "--supporter", "Dana", stdin=chat, color=True)
    assert done.exit_code == 2
    assert not set("\x1b\x07\x9b\u202e") & set(done.stderr)


# What is read, and the account of it


def test_folders_are_walked_and_unknown_files_named(scan: Run) -> None:
    Path("in/deep").mkdir(parents=True)
    Path("in/a.jsonl").write_text('{"id": 1, "text": "red"}\n', encoding="utf-8")
    Path("in/b.bin").write_bytes(b"\0\1\2")
    Path("in/deep/c.csv").write_text("id;text\n2;blue\n", encoding="utf-8")
    Path("d.txt").write_text("Sam: hi\nAna: green\nSam: ho\nAna: well\n", encoding="utf-8")
    done = scan("in", "d.txt", "--format", "jsonl", "--fail-on", "never")
    assert [review["id"] for review in reviews(done)] == [1, "2", "d.txt:1", "d.txt:2", "d.txt:3", "d.txt:4"]
    assert done.stderr.splitlines()[1:] == [
        "in/a.jsonl: read as jsonl: 1 message.",
        "in/b.bin: skipped, its format is not known.",
        "in/deep/c.csv: read as csv: 1 message.",
        "in/deep/c.csv: columns, separated by semicolon: text from “text”, id from “id”.",
        "d.txt: read as plain: 4 messages.",
    ]
    assert done.exit_code == 0


def test_no_message_text_on_stderr(scan: Run) -> None:
    Path("in").mkdir()
    Path("in/a.jsonl").write_text('{"text": "sesame red"}\n{"text": "sesame"\n', encoding="utf-8")
    Path("in/b.csv").write_text("text,author\nsesame green,Sam,more\n", encoding="utf-8")
    Path("in/c.txt").write_text(CHAT.replace("green", "sesame"), encoding="utf-8")
    for form in ("text", "jsonl", "csv"):
        done = scan("in", "--format", form, "--debug")
        assert ("sesame" in done.stdout) is (form == "text")  # the others hold what was found, not what was said
        assert "sesame" not in done.stderr


# Which profile


@pytest.fixture
def own_profile(run: Run, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The team's profile, as the user's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "config" / "peer-message-reviewer" / "reviewer.toml"
    path.parent.mkdir(parents=True)
    path.write_text(team.read_text(encoding="utf-8").replace('"rules"', f'"{team.parent}/rules"'), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "said", "level"),
    [
        pytest.param([], "Profile: {own}\n", "pause", id="the user's own"),
        pytest.param(["--no-profile"], "Profile: none.\n", None, id="none"),
        pytest.param(["--profile", "{team}"], "Profile: {team}\n", "pause", id="the one given"),
    ],
)
def test_profile_is_chosen_and_named(
    run: Run, team: Path, own_profile: Path, options: list[str], said: str, level: str | None
) -> None:
    given = [option.format(team=team) for option in options]
    done = run("scan", "-", "--format", "jsonl", *given, stdin='{"text": "red"}')
    assert done.stderr.startswith(said.format(own=own_profile, team=team))
    assert reviews(done)[0]["level"] == level


def test_profile_beside_the_input_is_never_used(run: Run, team: Path) -> None:
    Path("in").mkdir()
    Path("in/a.jsonl").write_text('{"text": "red"}\n', encoding="utf-8")
    for folder in (".", "in"):
        Path(folder, "reviewer.toml").write_text("nonsense", encoding="utf-8")
    done = run("scan", "in", "--format", "jsonl")
    assert (done.exit_code, reviews(done)[0]["level"]) == (0, None)
    assert done.stderr.startswith("Profile: none.\n")


# Exit codes


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        pytest.param("green", [], 1, id="check reached"),
        pytest.param("red", [], 0, id="below check"),
        pytest.param("red", ["--fail-on", "pause"], 1, id="pause reached"),
        pytest.param("red", ["--fail-on", "pause", "--min-level", "check"], 1, id="reached, though not shown"),
        pytest.param("grey", ["--fail-on", "notice"], 1, id="notice reached"),
        pytest.param("green", ["--fail-on", "never"], 0, id="never"),
        pytest.param("thank you", ["--fail-on", "notice"], 0, id="a strength is none"),
    ],
)
def test_exit_code_says_whether_something_was_found(scan: Run, text: str, options: list[str], code: int) -> None:
    assert scan("-", *options, stdin=jsonl({"text": text})).exit_code == code


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        pytest.param(["--supporter", "An Lima"], "is called “An Lima”. Did you mean “~ Ana Lima”?", id="name"),
        pytest.param(["--supporter", "Zoë"], "called “Zoë”. Valid here: Sam, ~ Ana Lima.", id="no name like it"),
        pytest.param(["--min-level", "strong"], "'strong' is not one of 'notice', 'pause', 'check'", id="level"),
        pytest.param(["--fail-on", "always"], "'always' is not one of", id="fail-on"),
        pytest.param(["--input-format", "telegram"], "'telegram' is not one of 'jsonl', 'csv', ", id="input format"),
        pytest.param(["--format", "html"], "'html' is not one of 'text', 'jsonl', 'csv'", id="format"),
        pytest.param(["--monthfirst"], "chat.txt", id="dates that say otherwise"),
        pytest.param(["-o", "no/where.txt"], "where.txt: it cannot be written: ", id="output in no folder"),
        pytest.param(["-o", "."], "it is not an ordinary file", id="output is a folder"),
        pytest.param(["-o", os.devnull], "it is not an ordinary file", id="output is a device"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_options_ends_with_2(scan: Run, options: list[str], problem: str) -> None:
    Path("chat.txt").write_text(CHAT, encoding="utf-8")
    done = scan("chat.txt", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert Path(os.devnull).is_char_device()


def test_without_a_path_it_ends_with_2(run: Run) -> None:
    done = run("scan")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Missing argument 'PATH…'" in done.stderr


def test_a_supporter_in_a_chat_without_names_ends_with_2(scan: Run) -> None:
    done = scan("-", "--supporter", "Sam", stdin='{"text": "red"}')
    assert done.exit_code == 2
    assert done.stderr.endswith("nobody in the input is called “Sam”. Nothing in it says who wrote a message.\n")


@pytest.mark.parametrize(
    ("column", "problem"),
    [
        ("word", "a.csv: there is no column “word”; the columns are “id”, “words”. Did you mean “words”?"),
        (None, "a.csv: no column looks like the message; the columns are “id”, “words”. "),
    ],
)
def test_a_text_column_that_is_not_there_ends_with_2(scan: Run, column: str | None, problem: str) -> None:
    Path("a.csv").write_text("id,words\n1,red\n", encoding="utf-8")
    done = scan("a.csv", *(["--text-column", column] if column else []))
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr
    assert [review["level"] for review in reviews(scan("a.csv", "--text-column", "Words", "--format", "jsonl"))] == [
        "pause"
    ]


def test_a_table_of_something_else_in_a_folder_does_not_stop_the_rest(scan: Run) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text("size,price\n1,2\n", encoding="utf-8")
    Path("in/b.csv").write_text("id,text\n1,red\n", encoding="utf-8")
    done = scan("in", "--format", "jsonl")
    assert done.exit_code == 3
    assert [review["id"] for review in reviews(done)] == ["1"]
    assert "Error: a.csv: the first line holds no column names; there are 2 columns." in done.stderr


@pytest.mark.parametrize(
    ("paths", "said", "ids"),
    [
        pytest.param(["none.txt"], "Error: none.txt: there is no such file or folder. ", [], id="missing"),
        pytest.param(["none.txt", "good.jsonl"], "Error: none.txt: there is no such file", [1, 2], id="one missing"),
        pytest.param(["empty"], "Error: empty: the folder holds no file to read. ", [], id="empty folder"),
        pytest.param(["x.bin"], "Error: x.bin: the format is not known. These can be read: ", [], id="unknown format"),
        pytest.param(["bad.jsonl"], "bad.jsonl: 2 lines skipped, not JSON: lines 2-3.", [1, 4], id="bad JSONL lines"),
        pytest.param(["bad.csv"], "bad.csv: 1 line skipped, too many cells: line 3.", ["1", "3"], id="bad CSV row"),
        pytest.param(["none.txt", "--supporter", "Sam"], "none.txt: there is no such file", [], id="with supporter"),
        pytest.param(["bad.jsonl", "good.jsonl"], "2 lines skipped", [1, 4, 1, 2], id="3 wins over 1"),
    ],
)  # fmt: skip
def test_what_could_not_be_read_is_named_and_ends_with_3(
    scan: Run, paths: list[str], said: str, ids: list[object]
) -> None:
    Path("good.jsonl").write_text(jsonl({"id": 1, "text": "green"}, {"id": 2, "text": "red"}), encoding="utf-8")
    Path("bad.jsonl").write_text(
        '{"id": 1, "text": "green"}\n{"id": 2, "text\n[\n{"id": 4, "text": "x"}\n', encoding="utf-8"
    )
    Path("bad.csv").write_text("id,text\n1,green\n2,red,more\n3,grey\n", encoding="utf-8")
    Path("x.bin").write_bytes(b"\0\1\2")
    Path("empty").mkdir()
    done = scan(*paths, "--format", "jsonl")
    assert done.exit_code == 3
    assert said in done.stderr
    assert [review["id"] for review in reviews(done)] == ids
    assert "Traceback" not in done.stderr


def test_nothing_read_is_not_called_nothing_found(scan: Run) -> None:
    assert scan("none.txt").stdout == "No message was read.\n"


# -o FILE


@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_output_is_whole_private_and_without_colour(scan: Run, form: str) -> None:
    chat = jsonl({"id": 1, "text": "red 😀"}, {"id": 2, "text": "green"})
    shown = scan("-", "--format", form, stdin=chat)
    Path("out").write_text("older", encoding="utf-8")
    done = scan("-", "--format", form, "-o", "out", stdin=chat, color=True)
    assert (done.exit_code, done.stdout) == (1, "")
    assert Path("out").read_text(encoding="utf-8") == shown.stdout
    assert stat.S_IMODE(Path("out").stat().st_mode) == 0o600
    assert os.listdir() == ["out"]  # noqa: PTH208


def test_output_to_a_dash_is_stdout(scan: Run) -> None:
    done = scan("-", "--format", "jsonl", "-o", "-", stdin='{"id": 1, "text": "red"}')
    assert [review["id"] for review in reviews(done)] == [1]
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("fault", "code"), [(KeyboardInterrupt(), 130), (RuntimeError("bug"), 4)], ids=["interrupted", "failed"]
)
@pytest.mark.parametrize("before", [None, "older"], ids=["new file", "older file"])
def test_a_run_that_does_not_end_leaves_nothing_half_written(
    scan: Run, monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: int, before: str | None
) -> None:
    from reviewer.report.printers import JsonPrinter

    send = JsonPrinter.send

    def send_one(self: JsonPrinter, review: Any) -> None:
        if review.message.id == 2:
            raise fault
        send(self, review)

    monkeypatch.setattr(JsonPrinter, "send", send_one)
    if before is not None:
        Path("out").write_text(before, encoding="utf-8")
    chat = jsonl({"id": 1, "text": "red"}, {"id": 2, "text": "my secret"})
    done = scan("-", "--format", "jsonl", "-o", "out", stdin=chat)
    assert done.exit_code == code
    assert "secret" not in done.stderr
    assert os.listdir() == ([] if before is None else ["out"])  # noqa: PTH208
    assert before is None or Path("out").read_text(encoding="utf-8") == before


# As its own process


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_"))}
    return kept | dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "TMPDIR"), str(home))


PROGRAM = [sys.executable, "-m", "reviewer"]


@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_a_broken_pipe_ends_quietly(tmp_path: Path, form: str) -> None:
    (tmp_path / "many.jsonl").write_text(jsonl({"text": "You should call him."}) * 2000, encoding="utf-8")
    program = subprocess.Popen(
        [*PROGRAM, "scan", "many.jsonl", "--format", form],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert program.stdout is not None and program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    assert program.stderr.read() == "Profile: none.\n"
    program.stderr.close()
    assert program.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_no_copy_of_the_chat(tmp_path: Path, name: str) -> None:
    program = subprocess.Popen(
        [*PROGRAM, "scan", "-", "-o", "out"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert program.stdin is not None
    program.stdin.write('{"text": "secret"}\n')
    program.stdin.flush()
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("reviewer-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(tmp_path.glob("reviewer-*"))
    program.send_signal(getattr(signal, name))
    _, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert said.splitlines()[-1] == "Interrupted."
    assert list(tmp_path.iterdir()) == []


def test_sample_chat(run: Run) -> None:
    done = run("scan", DATA / "sample_chat.txt", "--supporter", "Dana (peer)", "--format", "jsonl")
    found = reviews(done)
    assert len(found) == 31
    assert {review["author"] for review in found if review["reviewed"]} == {"Dana (peer)"}
    assert {review["id"] for review in found if review["level"] == "check"} >= {"sample_chat.txt:16"}
    assert all(review["conversation"] == "sample_chat" for review in found)


def test_one_file_that_does_not_fit_does_not_stop_the_others(run: Run, team: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("author,date\nDana,1 May\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Dana: red\nRowan: ok\nDana: ok\nRowan: red\n", encoding="utf-8")
    arguments = ["scan", str(tmp_path / "a.csv"), str(tmp_path / "b.txt"), "--profile", str(team), "--format", "jsonl"]
    done = run(*arguments)
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 4


def test_what_the_last_scan_wrote_is_no_input(run: Run, team: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dana: ok\nRowan: ok\nDana: ok\nRowan: ok\n", encoding="utf-8")
    found = tmp_path / "found.jsonl"
    arguments = ["scan", str(tmp_path), "--profile", str(team), "--format", "jsonl", "-o", str(found)]
    first = run(*arguments), found.read_text(encoding="utf-8")
    again = run(*arguments), found.read_text(encoding="utf-8")
    assert (first[0].exit_code, again[0].exit_code) == (0, 0)
    assert first[1] == again[1]


def test_nobody_reviewed_is_no_calm(run: Run, team: Path, tmp_path: Path) -> None:
    profile = tmp_path / "own.toml"
    profile.write_text('supporters = ["Nobody"]\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "ok", "author": "Dana"}\n', encoding="utf-8")
    done = run("scan", str(tmp_path / "a.jsonl"), "--profile", str(profile))
    assert "No supporter wrote in this input: only identifying details were looked for." in done.stderr
    assert "No message here was read as a supporter's" in done.stdout
