"""reviewer rules: for people who write rules and need not write code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from reviewer.rulebook import Rulebook
from reviewer.rulefile import CATEGORIES, Level

Run = Callable[..., Result]

RULE = """\
id: power.orange
level: pause
title: The orange rule
message: "“{match}” is orange."
principle: shared-power
why: >-
  Orange is a strong colour.
question: Why orange?
suggest: ["What about yellow?", "Or no colour at all?"]
match:
  phrases: ["$very? orange"]
words: {very: [very, so]}
examples:
  flag: ["It is [[very orange]].", "[[Orange]] door", "so [[so orange]]"]
  pass: ["It is yellow.", "no colour", "Yellow door"]
source: [ours, "the paint shop"]
"""


@pytest.fixture
def own(run: Run, team: Path) -> Callable[..., Path]:
    """Write a profile with one rule of its own, changed, and none of those that come with the tool."""

    def write(old: str = "", new: str = "") -> Path:
        assert old in RULE
        rule = Path("rules/power/orange.yaml")
        rule.parent.mkdir(parents=True, exist_ok=True)
        rule.with_name("_defaults.yaml").write_text("title: Power\nabout: Who decides.\n", encoding="utf-8")
        rule.write_text(RULE.replace(old, new, 1) if old else RULE, encoding="utf-8")
        profile = Path("reviewer.toml").absolute()
        profile.write_text(team.read_text(encoding="utf-8"), encoding="utf-8")  # its rules folder is ours
        return profile

    return write


# list


def test_list_as_text(run: Run, own: Callable[..., Path]) -> None:
    profile = own()
    done = run("rules", "list", "--profile", profile)
    assert done.stdout == f"{'power.orange':<42} pause     The orange rule\n"
    assert done.stderr == f"Profile: {profile}\n"


def test_list_as_jsonl(run: Run, own: Callable[..., Path]) -> None:
    done = run("rules", "list", "--profile", own(), "--format", "jsonl")
    assert done.stdout == (
        '{"id": "power.orange", "category": "power", "level": "pause", "title": "The orange rule", '
        '"source": ["ours", "the paint shop"]}\n'
    )


def test_list_of_all_rules(run: Run, rulebook: Rulebook) -> None:
    rows = [json.loads(line) for line in run("rules", "list", "--format", "jsonl").stdout.splitlines()]
    assert [row["id"] for row in rows] == list(rulebook.rules)
    for row in rows:
        assert list(row) == ["id", "category", "level", "title", "source"]
        assert row["category"] in CATEGORIES
        assert row["level"] in {level.label for level in Level}
    assert run("rules", "list").stdout.count("\n") == len(rows)


@pytest.mark.parametrize(
    ("options", "listed"),
    [([], True), (["--no-profile"], False), (["rules"], True)],
    ids=["own profile", "no profile", "folder"],
)
def test_list_goes_by_the_profile(
    run: Run, own: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, options: list[str], listed: bool
) -> None:
    folder = Path("config/peer-message-reviewer").absolute()
    folder.mkdir(parents=True)
    profile = own()
    (folder / "reviewer.toml").write_text(profile.read_text().replace('"rules"', f'"{profile.parent}/rules"'))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.parent))
    assert ("power.orange" in run("rules", "list", *options).stdout) is listed


# show


def test_show(run: Run, own: Callable[..., Path]) -> None:
    done = run("rules", "show", "power.orange", "--profile", own())
    assert (
        done.stdout
        == f"""\
The orange rule (power.orange, pause)
  Orange is a strong colour.
  Principle: Power is shared, not abused. The one who supports has more say than it
  feels like, and can hand some of it back.
  Question: Why orange?
  → What about yellow?
  → Or no colour at all?
  Notices:
    · It is [[very orange]].
    · [[Orange]] door
    · so [[so orange]]
  Passes over:
    · It is yellow.
    · no colour
    · Yellow door
  Source: ours, the paint shop; The Mindful Peer; NAPS national practice guidelines
  File: {Path("rules/power/orange.yaml").resolve()}
"""
    )


def test_show_names_the_nearest_rule(run: Run) -> None:
    done = run("rules", "show", "advice.you-shuld")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no rule “advice.you-shuld”. Did you mean “advice.you-should”?" in done.stderr


# test


def test_examples_that_hold(run: Run, own: Callable[..., Path]) -> None:
    done = run("rules", "test", "--profile", own())
    assert (done.exit_code, done.stdout) == (0, "6 of 6 examples hold.\n")


@pytest.mark.parametrize(
    ("old", "new", "problem", "text"),
    [
        pytest.param(
            "It is [[very orange]].",
            "It is very [[orange]].",
            "flag example 1: expected “orange”, found “very orange”.",
            "It is very [[orange]].",
            id="other words",
        ),
        pytest.param(
            "[[Orange]] door",
            "[[Amber]] door",
            "flag example 2: expected “Amber”, found nothing.",
            "[[Amber]] door",
            id="nothing found",
        ),
        pytest.param(
            '"no colour"',
            '"so orange"',
            "pass example 2: “so orange” raises power.orange.",
            "so orange",
            id="found in a pass example",
        ),
    ],
)
def test_an_example_that_fails_is_named(
    run: Run, own: Callable[..., Path], old: str, new: str, problem: str, text: str
) -> None:
    done = run("rules", "test", "--profile", own(old, new))
    path = Path("rules/power/orange.yaml").resolve()
    assert done.exit_code == 1
    assert done.stdout == f"{path}: {problem}\n    {text}\n5 of 6 examples hold.\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("question:", "colour: red\nquestion:", 8, "there is no key “colour” here. Did you mean", id="key"),
        pytest.param("level: pause", "level: puase", 2, "level: there is no level “puase”. Did you mean", id="level"),
        pytest.param(
            "shared-power", "shared-powers", 5, "there is no principle “shared-powers”. Did you mean “shared-power”?",
            id="principle",
        ),
        pytest.param("power.orange", "power.red", 1, "Write “power.orange”, or move the file.", id="id"),
        pytest.param("source:", "unless: [repoted]\nsource:", 16, "there is no guard “repoted”. Did", id="guard"),
        pytest.param('flag: ["It is [[very orange]].", ', "flag: [", 14, "flag: ", id="too few examples"),
        pytest.param("[[Orange]] door", "Orange door", 14, "this flag example marks no words.", id="nothing marked"),
        pytest.param("title: The", "title: Orange: the", 3, "this is not YAML: ", id="colon"),
        pytest.param("$very?", "$vary?", 11, "there is no word list “vary”. Did you mean “very”?", id="word list"),
        pytest.param("title:", "level: check\ntitle:", 3, "“level” stands here twice. Keep one of them.", id="twice"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_ends_with_2_and_names_its_line(
    run: Run, own: Callable[..., Path], old: str, new: str, line: int, problem: str
) -> None:
    own(old, new)
    done = run("rules", "test", "rules")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{Path('rules/power/orange.yaml').resolve()}:{line}: {problem}" in done.stderr.replace(
        "the id “power.red” does not fit the file's place. ", ""
    )


@pytest.mark.parametrize("command", [["list"], ["test"], ["show", "power.orange"]], ids=lambda command: command[0])
def test_a_folder_that_is_not_there_ends_with_2(run: Run, command: list[str]) -> None:
    done = run("rules", *command, "nowhere")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Error: nowhere: there is no such folder of rules. Check its name.\n"


# new


def test_new_rules_load_and_hold(run: Run, rulebook: Rulebook) -> None:
    names = ["advice.our-way", "crisis.our-way", "strength.our-way"]
    for name in names:
        done = run("rules", "new", name, "ours")
        path = Path("ours", *name.split(".")).with_suffix(".yaml")
        assert done.stdout == f"Wrote {path}. Fill it in, then try it: reviewer rules test ours\n"
        written = path.read_text(encoding="utf-8")
        path.write_text(written.replace("words to find", f"a {name[0]} pumpernickel"), encoding="utf-8")
    listed = [json.loads(line)["id"] for line in run("rules", "list", "ours", "--format", "jsonl").stdout.splitlines()]
    assert set(listed) == {*rulebook.rules, *names}
    Path("reviewer.toml").write_text(f'[rules]\ndirs = ["ours"]\noff = {sorted(rulebook.rules)}\n', encoding="utf-8")
    done = run("rules", "test", "--profile", "reviewer.toml")
    assert (done.exit_code, done.stdout) == (0, "18 of 18 examples hold.\n")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param("advise.ours", "“advise” is no category. Did you mean “advice”?", id="category"),
        pytest.param("ours", "“ours” is no category. Did you mean “boundaries”?", id="no category"),
        pytest.param(
            "advice.", "“advice.” is no name for a rule. Write it like advice.change-medication.", id="no name"
        ),
        pytest.param("advice.Our Way", "“advice.Our Way” is no name for a rule. ", id="spaces"),
        pytest.param("advice.../../x", "“advice.../../x” is no name for a rule. ", id="a way out of the folder"),
    ],
)
def test_new_refuses_a_name(run: Run, name: str, problem: str) -> None:
    done = run("rules", "new", name, "ours")
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr
    assert not Path("ours").exists()


def test_new_overwrites_nothing(run: Run) -> None:
    path = Path("ours/advice/our-way.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    done = run("rules", "new", "advice.our-way", "ours")
    assert done.exit_code == 2
    assert done.stderr == f"Error: {path}: this rule is there already. Choose another name.\n"
    assert path.read_text(encoding="utf-8") == "mine"


# schema


def test_schema_describes_a_rule_file(run: Run) -> None:
    schema = json.loads(run("rules", "schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (schema["title"], schema["type"], schema["additionalProperties"]) == ("A rule", "object", False)
    assert schema["properties"].keys() >= {"id", "level", "match", "unless", "lower", "raise", "examples", "words"}
    assert set(schema["required"]) == {
        "id", "level", "title", "message", "principle", "why", "question", "match", "examples", "source",
    }  # fmt: skip
    assert schema["properties"]["level"]["enum"] == ["strength", "notice", "pause", "check"]


def test_schema_points_only_to_what_it_holds(run: Run) -> None:
    schema = json.loads(run("rules", "schema").stdout)

    def pointers(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if "$ref" in value else []
            return own + [found for part in value.values() for found in pointers(part)]
        return [found for part in value for found in pointers(part)] if isinstance(value, list) else []

    assert set(pointers(schema)) == {f"#/$defs/{name}" for name in schema["$defs"]}
