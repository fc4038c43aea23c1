"""reviewer check: a draft in, a second look out, and an exit code that says how it went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

ISSUE = "You should stop taking your meds, I did and I was fine."
KEYS = [
    "schema", "id", "conversation", "author", "sent_at", "is_system", "reviewed", "level", "findings", "strengths",
    "measures", "caveats", "rulebook_version", "model",
]  # fmt: skip
FINDING_KEYS = [
    "rule", "category", "level", "start", "end", "match", "title", "message", "question", "suggestions", "entity",
]  # fmt: skip


# What it prints

COLOURS = "Thank you. The red door, the blue door and the deep green door are grey, pink too."


@pytest.mark.parametrize(
    ("draft", "options", "expected"),
    [
        pytest.param(
            COLOURS,
            [],
            """\
  │ Thank you. The «red»² door, the «blue»³ door and the «deep green»¹ door are grey,
  │ pink too.
  + The thanks rule: “Thank you” is thank you.

  ¹ Check: The green rule
    “green” is green.
    Because.
    Also here: the deep-green rule.
    ? Why green?
    → Not green.

  ² Pause: The red rule
    “red” is red.
    ? Why red?
    → Not red.

  ³ Pause: The blue rule
    “blue” is blue.
    ? Why blue?
    → Not blue.

  · Folded away: the pink rule, the grey rule. --all shows it.
""",
            id="strengths first, three cards, the rest folded",
        ),
        pytest.param(
            "red, red and grey, thank you, thank you",
            ["--all"],
            """\
  │ «red»¹, «red»¹ and «grey»², thank you, thank you
  + The thanks rule (2 times): “thank you” is thank you.

  ¹ Pause: The red rule
    “red” is red.
    Because.
    ? Why red?
    → Not red.

  ² Notice: The grey rule
    “grey” is grey.
    Because.
    ? Why grey?
    → Not grey.
""",
            id="one card a rule, notices unfolded by --all",
        ),
        pytest.param(
            "Thank you.\n\nSee you on Tuesday.",
            [],
            """\
  │ Thank you.
  │
  │ See you on Tuesday.
  + The thanks rule: “Thank you” is thank you.
  Nothing here asked for a second look. That is no all-clear: only the wording was read,
  not how anybody is.
""",
            id="nothing found is no all-clear",
        ),
        pytest.param(
            "hola que tal como estas hoy mi amigo",
            [],
            """\
  │ hola que tal como estas hoy mi amigo
  ! This looks like Spanish, so it was not read; only identifying details were looked
    for.
""",
            id="another language is not read",
        ),
        pytest.param(
            "🙂",
            [],
            """\
  │ 🙂
  ! There are no words here to read.
""",
            id="no words",
        ),
        pytest.param(
            "\x1b[2J red \u202e and grey",
            [],
            """\
  │ ␛[2J «red»¹  and grey

  ¹ Pause: The red rule
    “red” is red.
    ? Why red?
    → Not red.

  · Folded away: the grey rule. --all shows it.
""",
            id="escapes and direction marks are shown, not obeyed",
        ),
    ],
)
def test_text(run: Run, team: Path, draft: str, options: list[str], expected: str) -> None:
    done = run("check", "--profile", team, *options, draft)
    assert done.stdout == expected
    assert done.stderr == f"Profile: {team}\n"
    assert done.exit_code == 0


def test_shipped_rules_notice_advice_about_medicines(run: Run) -> None:
    lines = run("check", ISSUE).stdout.splitlines()
    assert lines[:4] == [
        "  │ You should «stop taking your meds»¹, I did and I was fine.",
        "",
        "  ¹ Check: Advice about medicines",
        "    “stop taking your meds” tells someone what to do about their medicine.",
    ]


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        pytest.param([ISSUE], "", id="argument"),
        pytest.param(["-"], ISSUE, id="dash"),
        pytest.param([], ISSUE, id="stdin"),
        pytest.param([], f"{ISSUE}\n", id="stdin with a last line end"),
        pytest.param([], "\N{BYTE ORDER MARK}" + ISSUE, id="stdin with a byte order mark"),
    ],
)
def test_draft_comes_from(run: Run, arguments: list[str], stdin: str) -> None:
    review = json.loads(run("check", "--format", "json", *arguments, stdin=stdin).stdout)
    assert [(one["start"], one["end"], one["match"]) for one in review["findings"] if one["level"] == "check"] == [
        (11, 32, "stop taking your meds")
    ]


def test_json_object_has_the_keys_of_the_contract(run: Run, team: Path) -> None:
    done = run("check", "--profile", team, "--format", "json", "😀 a red door, thank you")
    review = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert list(review) == KEYS
    assert {key: value for key, value in review.items() if key not in {"rulebook_version", "model", "measures"}} == {
        "schema": 1,
        "id": None,
        "conversation": None,
        "author": None,
        "sent_at": None,
        "is_system": False,
        "reviewed": True,
        "level": "pause",
        "findings": [
            {
                "rule": "power.red",
                "category": "power",
                "level": "pause",
                "start": 4,
                "end": 7,
                "match": "red",
                "title": "The red rule",
                "message": "“red” is red.",
                "question": "Why red?",
                "suggestions": [{"text": "Not red.", "replaces": False}],
                "entity": None,
            }
        ],
        "strengths": [
            {
                "rule": "strength.thanks",
                "category": "strength",
                "level": "strength",
                "start": 14,
                "end": 23,
                "match": "thank you",
                "title": "The thanks rule",
                "message": "“thank you” is thank you.",
                "question": "Why thank you?",
                "suggestions": [{"text": "Not thank you.", "replaces": False}],
                "entity": None,
            }
        ],
        "caveats": [],
    }
    assert list(review["findings"][0]) == FINDING_KEYS
    assert review["measures"]["words"] == 5
    assert all(type(count) is int for count in review["measures"].values())


@pytest.mark.parametrize(
    ("draft", "caveats", "reviewed"),
    [
        pytest.param("See you on Tuesday.", [], True, id="read"),
        pytest.param("", ["There are no words here to read."], True, id="empty"),
        pytest.param(
            "как ты сегодня себя чувствуешь",
            ["This is not in Latin letters, so it was not read; only contact details were looked for."],
            False,
            id="another script",
        ),
        pytest.param("well " * 250, ["Only the first 1,000 characters were read; 250 were not."], True, id="too long"),
    ],
)
def test_json_says_what_was_not_read(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch, draft: str, caveats: list[str], reviewed: bool
) -> None:
    for module in ("pipeline", "review"):
        monkeypatch.setattr(f"reviewer.{module}.LONGEST_READ", 1000)
    review = json.loads(run("check", "--profile", team, "--format", "json", stdin=draft).stdout)
    assert (review["caveats"], review["reviewed"], review["level"]) == (caveats, reviewed, None)


def test_reply_to_is_known_to_the_rules(run: Run) -> None:
    draft = "You should call him tonight."
    alone = json.loads(run("check", "--format", "json", draft).stdout)
    asked = json.loads(run("check", "--format", "json", draft, "--reply-to", "What should I do?").stdout)
    assert (alone["level"], asked["level"]) == ("pause", "notice")


@pytest.mark.parametrize("asked", [True, False], ids=["on a terminal", "in a pipe"])
def test_colour_is_for_terminals(run: Run, team: Path, asked: bool) -> None:
    assert ("\x1b[" in run("check", "--profile", team, "red", color=asked).stdout) is asked


def test_no_color_is_kept_to(run: Run, team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", "--profile", team, "red", color=True).stdout


@pytest.mark.parametrize(("columns", "widest"), [("20", 40), ("40", 40), ("60", 60), ("300", 100)])
def test_lines_are_as_wide_as_the_terminal(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch, columns: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    widths = [len(line) for line in run("check", "--profile", team, "thank you " * 60 + "red").stdout.splitlines()]
    assert widest - 10 < max(widths) <= widest


# Exit codes


@pytest.mark.parametrize(
    ("options", "draft", "code"),
    [
        pytest.param([], "green", 0, id="never fails unless asked"),
        pytest.param(["--fail-on", "never"], "green", 0, id="never"),
        pytest.param(["--fail-on", "check"], "green", 1, id="check reached"),
        pytest.param(["--fail-on", "check"], "red", 0, id="check not reached"),
        pytest.param(["--fail-on", "pause"], "green", 1, id="above pause"),
        pytest.param(["--fail-on", "notice"], "grey", 1, id="notice reached"),
        pytest.param(["--fail-on", "notice"], "thank you", 0, id="a strength is none"),
    ],
)
def test_exit_code_says_whether_something_was_found(
    run: Run, team: Path, options: list[str], draft: str, code: int
) -> None:
    assert run("check", "--profile", team, *options, draft).exit_code == code


@pytest.mark.parametrize(
    ("profile", "problem"),
    [
        pytest.param("[rule]\n", ":1: there is no key “rule” here. Did you mean “rules”?", id="unknown key"),
        pytest.param('region = "XX"\n', ":1: region: ", id="unknown region"),
        pytest.param("region = GB\n", ":1: this is not TOML", id="no TOML"),
        pytest.param(
            '\n[rules]\ndirs = ["nowhere"]\n',
            ":3: there is no folder “{folder}/nowhere”. Mend rules.dirs.",
            id="no folder",
        ),
        pytest.param(
            '[rules]\noff = ["advice.you-shuld"]\n',
            ":2: there is no rule “advice.you-shuld”. Did you mean “advice.you-should”?",
            id="unknown rule off",
        ),
        pytest.param(
            '[rules.levels]\n"advice.you-should" = "chek"\n',
            "there is no level “chek”. Did you mean “check”?",
            id="level",
        ),
        pytest.param('model = "xx_nowhere"\n', "the language model “xx_nowhere” is not installed", id="model"),
    ],
)
def test_a_mistake_in_the_profile_ends_with_2(run: Run, tmp_path: Path, profile: str, problem: str) -> None:
    path = tmp_path / "reviewer.toml"
    path.write_text(profile, encoding="utf-8")
    done = run("check", "--profile", path, "Hello")
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem.format(folder=tmp_path.resolve()) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["--format", "xml", "Hello"], "'xml' is not one of 'text', 'json'", id="format"),
        pytest.param(["--fail-on", "worry", "Hello"], "'worry' is not one of", id="level"),
        pytest.param(["--shout", "Hello"], "No such option", id="option"),
        pytest.param(["Hello", "you"], "Put it in quotes", id="two drafts"),
        pytest.param(
            ["--profile", "no.toml", "Hello"], "no.toml: there is no such profile. Check its name.", id="profile"
        ),
        pytest.param(
            ["--profile", "a.toml", "--no-profile", "Hello"],
            "--profile and --no-profile do not go together.",
            id="both",
        ),
    ],
)
def test_a_mistake_in_the_options_ends_with_2(run: Run, arguments: list[str], problem: str) -> None:
    done = run("check", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr


def test_an_own_rule_with_a_mistake_ends_with_2_and_names_its_line(run: Run, team: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "advice" / "ours.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text((team.parent / "rules/power/red.yaml").read_text().replace("power.red", "advice.ours\ncolour: red"))
    (tmp_path / "reviewer.toml").write_text('[rules]\ndirs = ["rules"]\n', encoding="utf-8")
    done = run("check", "--profile", tmp_path / "reviewer.toml", "Hello")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{rule.resolve()}:2: there is no key “colour” here. Did you mean “lower”?" in done.stderr


@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
def test_our_own_fault_ends_with_4_and_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, debug: bool) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("reviewer.review.Reviewer.review", break_down)
    done = run("check", "My secret draft", *["--debug"] * debug)
    assert (done.exit_code, done.stdout) == (4, "")
    assert done.stderr.splitlines()[-1] == (
        "Error: something went wrong in the program itself (RuntimeError). --debug says where."
    )
    assert ("Traceback" in done.stderr) is debug
    assert "secret" not in done.stderr


def test_an_interruption_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reviewer.review.Reviewer.review", interrupt)
    done = run("check", "Hello")
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr.splitlines() == ["Profile: none.", "", "Interrupted."]


# As its own process


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_"))}
    return kept | dict.fromkeys(("HOME", "USERPROFILE", "APPDATA"), str(home)) | more


@pytest.mark.parametrize(
    ("draft", "more"),
    [
        pytest.param(
            b"You should call him \xf0\x9f\x98\x80", {"PYTHONIOENCODING": "latin-1"}, id="a locale without emoji"
        ),
        pytest.param(b"You should call him \xff", {"LC_ALL": "C.UTF-8"}, id="an argument that is not UTF-8"),
    ],
)
def test_odd_characters_do_no_harm(tmp_path: Path, draft: bytes, more: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reviewer", "check", draft], env=environment(tmp_path, **more), capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert "«You should call him" in done.stdout.decode("utf-8")


# The program itself


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["--version"], 0, "reviewer, version ", id="version"),
        pytest.param(["-h"], 0, "Usage: ", id="help"),
        pytest.param([], 2, "Usage: ", id="nothing"),
        pytest.param(["chek"], 2, "Error: No such command 'chek'.", id="unknown command"),
        pytest.param(["rules"], 2, "Usage: ", id="a group without its command"),
    ],
)
def test_program(run: Run, arguments: list[str], code: int, said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code
    assert said in (done.stderr if code else done.stdout)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "--help"], ["scan", "--help"], ["rules", "list", "--no-profile"]], ids=" ".join
)
def test_what_reads_no_message_does_not_wait_for_spacy(tmp_path: Path, arguments: list[str]) -> None:
    code = (
        f"import sys; from reviewer.cli import cli; cli({arguments}, standalone_mode=False); "
        "assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), capture_output=True)
    assert done.returncode == 0, done.stderr
