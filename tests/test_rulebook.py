"""Rules are read into checked values, and a mistake in an organisation's own is answered with its line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from reviewer.errors import RulebookError
from reviewer.message import Message
from reviewer.profile import Profile, RuleSettings
from reviewer.review import Reviewer
from reviewer.rulebook import MARK, Rule, Rulebook, load_rulebook
from reviewer.rulefile import CATEGORIES, Example, Level, Nearby, rule_schema

OWN = """\
id: advice.our-own
level: notice
title: Our own
message: "“{match}” is ours."
principle: autonomy
why: >-
  It is ours
  and ours alone.
question: Is it ours?
suggest:
  - "Ours."
match:
  phrases:
    - "our own $things"
    - "zyx/zyz"
unless: [-care, first-names-fine]
words: {things: [thing, rule]}
examples:
  flag:
    - "This is [[our own thing]]."
    - "and [[our own rule]]"
    - "[[Our own thing]]"
  pass:
    - "This is your own thing."
    - "and your own rule"
    - "Your own thing"
source: [ours]
"""
DEFAULTS = "title: Advice\nabout: About advice.\nunless: [quoted]\n"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def swapped(old: str, new: str) -> str:
    assert OWN.count(old) == 1, old
    return OWN.replace(old, new)


MISTAKES: dict[str, tuple[str, str | bytes, str]] = {
    # keys
    "unknown key": (
        "advice/our-own.yaml",
        swapped("title: Our", "titel: Our"),
        "3: there is no key “titel” here. Did you mean “title”?",
    ),
    "unknown key below": (
        "advice/our-own.yaml",
        swapped("  phrases:", "  phrase:"),
        "13: there is no key “phrase” here. Did you mean “phrases”?",
    ),
    "unknown key of an example": (
        "advice/our-own.yaml",
        swapped('    - "Your own thing"', '    - {text: "Your own thing", reply: "hi"}'),
        "26: there is no key “reply” here. Did you mean “reply_to”?",
    ),
    "missing key": (
        "advice/our-own.yaml",
        swapped("question: Is it ours?\n", ""),
        "1: the key “question” is missing. Add it.",
    ),
    "missing examples": (
        "advice/our-own.yaml",
        OWN[: OWN.index("  pass:")] + "source: [ours]\n",
        "18: the key “pass” is missing. Add it.",
    ),
    "key twice": (
        "advice/our-own.yaml",
        swapped("question: Is it ours?\n", "question: Is it ours?\ntitle: Again\n"),
        "10: “title” stands here twice. Keep one of them.",
    ),
    "key twice below": (
        "advice/our-own.yaml",
        swapped("words: {things: [thing, rule]}", "words:\n  things: [thing]\n  things: [rule]"),
        "19: “things” stands here twice. Keep one of them.",
    ),
    # values
    "unknown level": (
        "advice/our-own.yaml",
        swapped("level: notice", "level: notise"),
        "2: level: there is no level “notise”. Did you mean “notice”?",
    ),
    "level that is no name": (
        "advice/our-own.yaml",
        swapped("level: notice", "level: 7"),
        "2: level: there is no level “7”. Valid here: check, notice, pause, strength.",
    ),
    "text where a list belongs": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "source: ours"),
        "27: source: a list is needed here. Write it like [one, two].",
    ),
    "number out of range": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "at_least: 0\nsource: [ours]"),
        "27: at_least: input should be greater than or equal to 1. Mend it; `reviewer rules show` prints a rule.",
    ),
    "unknown place": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "where: middle\nsource: [ours]"),
        "27: where: input should be 'first', 'last' or 'last-two'. Mend it; `reviewer rules show` prints a rule.",
    ),
    "unknown region of an example": (
        "advice/our-own.yaml",
        swapped('    - "Your own thing"', '    - {text: "Your own thing", region: FR}'),
        "26: region: input should be 'GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'IN' or 'ZA'. "
        "Mend it; `reviewer rules show` prints a rule.",
    ),
    "unknown principle": (
        "advice/our-own.yaml",
        swapped("principle: autonomy", "principle: autonmy"),
        "5: there is no principle “autonmy”. Did you mean “autonomy”?",
    ),
    "unknown guard": (
        "advice/our-own.yaml",
        swapped("unless: [-care, first-names-fine]", "unless:\n  - -care\n  - qouted"),
        "18: there is no guard “qouted”. Did you mean “quoted”?",
    ),
    "unknown guard dropped": (
        "advice/our-own.yaml",
        swapped("unless: [-care,", "unless: [-caer,"),
        "16: there is no guard “caer”. Did you mean “care”?",
    ),
    "unknown guard under lower": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "lower: [permision]\nsource: [ours]"),
        "27: there is no guard “permision”. Did you mean “permission”?",
    ),
    "unknown guard under raise": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "raise: [under-81]\nsource: [ours]"),
        "27: there is no guard “under-81”. Did you mean “under-18”?",
    ),
    "unknown measure": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "measure: {wrods: {over: 3}}\nsource: [ours]"),
        "27: there is no measure “wrods”. Did you mean “words”?",
    ),
    # the file and its place
    "id of another place": (
        "advice/our-own.yaml",
        swapped("id: advice.our-own", "id: power.our-own"),
        "1: the id “power.our-own” does not fit the file's place. Write “advice.our-own”, or move the file.",
    ),
    "id of another name": (
        "advice/our-owns.yaml",
        OWN,
        "1: the id “advice.our-own” does not fit the file's place. Write “advice.our-owns”, or move the file.",
    ),
    "unknown category": (
        "advise/our-own.yaml",
        swapped("id: advice.", "id: advise."),
        "1: “advise” is no category. Did you mean “advice”?",
    ),
    "a strength elsewhere": (
        "advice/our-own.yaml",
        swapped("level: notice", "level: strength"),
        "2: strengths and only strengths have the level “strength”. Choose another level or folder.",
    ),
    "no strength among strengths": (
        "strength/our-own.yaml",
        swapped("id: advice.", "id: strength."),
        "2: strengths and only strengths have the level “strength”. Choose another level or folder.",
    ),
    # examples
    "too few examples": (
        "advice/our-own.yaml",
        swapped('    - "and [[our own rule]]"\n', ""),
        "19: flag: 3 are needed and 2 given. Add some.",
    ),
    "too few examples that pass": (
        "advice/our-own.yaml",
        swapped('    - "and your own rule"\n', ""),
        "23: pass: 3 are needed and 2 given. Add some.",
    ),
    "flag example without a mark": (
        "advice/our-own.yaml",
        swapped("[[our own rule]]", "our own rule"),
        "21: this flag example marks no words. [[…]] marks what is found.",
    ),
    "pass example with a mark": (
        "advice/our-own.yaml",
        swapped("and your own rule", "and [[your own rule]]"),
        "25: this pass example marks words. [[…]] marks what is found.",
    ),
    # text
    "no YAML": (
        "advice/our-own.yaml",
        swapped("question: Is it ours?", "question: Is it: ours?"),
        "9: this is not YAML: mapping values are not allowed in this context. "
        "Check indentation, quotes and brackets there; text with a colon, “[” or “{” needs quotes.",
    ),
    "a bracket left open": (
        "advice/our-own.yaml",
        swapped("source: [ours]", "source: [ours"),
        "28: this is not YAML: did not find expected ',' or ']'. "
        "Check indentation, quotes and brackets there; text with a colon, “[” or “{” needs quotes.",
    ),
    "no UTF-8": (
        "advice/our-own.yaml",
        OWN.encode().replace(b"It is ours\n", b"It is \xff ours\n"),
        "7: this is not UTF-8 text. Save the file with the encoding UTF-8.",
    ),
    "nothing in it": (
        "advice/our-own.yaml",
        "",
        "1: the file: keys with values are needed here. Mend it; `reviewer rules show` prints a rule.",
    ),
    # other files
    "unknown key of the defaults": (
        "advice/_defaults.yaml",
        DEFAULTS + "higher: [quoted]\n",
        "4: there is no key “higher” here. Valid here: about, lower, raise, title, unless.",
    ),
    "unknown guard of the defaults": (
        "advice/_defaults.yaml",
        DEFAULTS + "lower:\n  - asked-for\n  - permision\n",
        "6: there is no guard “permision”. Did you mean “permission”?",
    ),
    "unknown key of a guard": (
        "guards.yaml",
        "ours:\n  about: Ours.\n  phrase: [a]\n",
        "3: there is no key “phrase” here. Did you mean “phrases”?",
    ),
    "unknown reach of a guard": (
        "guards.yaml",
        "ours:\n  about: Ours.\n  covers: all\n",
        "3: covers: input should be 'words', 'rest', 'sentence', 'next' or 'message'. "
        "Mend it; `reviewer rules show` prints a rule.",
    ),
    "missing key of a principle": (
        "principles.yaml",
        "ours:\n  title: Ours\n  says: Ours.\n",
        "1: the key “source” is missing. Add it.",
    ),
    "word list that is no UTF-8": (
        "words/ours.txt",
        b"one\ntwo\n\xe9t\xe9\n",
        "3: this is not UTF-8 text. Save the file with the encoding UTF-8.",
    ),
}


@pytest.mark.parametrize(("name", "text", "error"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake_is_answered_with_its_line(tmp_path: Path, name: str, text: str | bytes, error: str) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(RulebookError) as raised:
        load_rulebook(tmp_path)
    assert str(raised.value) == f"{path}:{error}"
    assert raised.value.exit_code == 2


PATTERN_MISTAKES = {
    "unknown word list": (
        "advice/our-own.yaml",
        swapped('"our own $things"', '"our own $thigns"'),
        "14: there is no word list “thigns”. Did you mean “things”?",
    ),
    "unknown sign": (
        "advice/our-own.yaml",
        swapped('"our own $things"', '"our own [wrod]"'),
        "14: “[wrod]” means nothing in a phrase. "
        "Known are a/b, $list, !$list, word?, ..., [word], [number], [start] and [end].",
    ),
    "phrase that needs no word": (
        "advice/our-own.yaml",
        swapped('"our own $things"', '"our? own?"'),
        "14: the phrase “our? own?” has no word it needs. Write one without “?”.",
    ),
    "unknown word list in a reason": (
        "advice/our-own.yaml",
        swapped("unless: [-care, first-names-fine]", "unless:\n  - -care\n  - phrases: [not $thigns]"),
        "18: there is no word list “thigns”. Did you mean “things”?",
    ),
    "unknown word list of a guard": (
        "guards.yaml",
        'ours:\n  about: Ours.\n  phrases:\n    - "not a $mdicine"\n',
        "4: there is no word list “mdicine”. Did you mean “medicine”?",
    ),
    "token pattern spaCy refuses": (
        "advice/our-own.yaml",
        swapped('    - "zyx/zyz"\n', '  tokens:\n    - [{NROM: zyx, OP: "+?"}]\n'),
        " spaCy does not take a pattern of this rule (Invalid token patterns for matcher rule 'tokens'). "
        "See spacy.io/usage/rule-based-matching.",
    ),
}


@pytest.mark.parametrize(("name", "text", "error"), PATTERN_MISTAKES.values(), ids=PATTERN_MISTAKES.keys())
def test_mistake_in_a_pattern_is_answered_when_the_reviewer_is_made(
    tmp_path: Path, name: str, text: str, error: str
) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(RulebookError) as raised:
        Reviewer.load(Profile(rules=RuleSettings(dirs=(tmp_path,))))
    assert str(raised.value) == f"{path}:{error}"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as raised:
        load_rulebook(tmp_path / "none")
    assert str(raised.value) == f"{tmp_path / 'none'}: there is no such folder of rules. Check its name."


def test_a_category_needs_its_defaults(tmp_path: Path) -> None:
    bare = next(name for name in (*CATEGORIES, "") if name not in load_rulebook().categories)
    if not bare:
        pytest.skip("every category has rules of its own")
    path = write(tmp_path, f"{bare}/our-own.yaml", swapped("id: advice.", f"id: {bare}."))
    with pytest.raises(RulebookError) as raised:
        load_rulebook(tmp_path)
    problem = f"the folder “{bare}” has no _defaults.yaml. Add one with a title and an about."
    assert str(raised.value) == f"{path}:1: {problem}"
    write(tmp_path, f"{bare}/_defaults.yaml", DEFAULTS)
    assert load_rulebook(tmp_path).rules[f"{bare}.our-own"].conditions.unless == ("quoted", "first-names-fine")


# What is read


def test_a_rule_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "advice/our-own.yaml", OWN)
    rule = load_rulebook(tmp_path).rules["advice.our-own"]
    defaults = load_rulebook().categories["advice"]
    assert (rule.id, rule.category, rule.level, rule.title) == ("advice.our-own", "advice", Level.NOTICE, "Our own")
    assert (rule.message, rule.principle) == ("“{match}” is ours.", "autonomy")
    assert (rule.why, rule.question, rule.suggest) == ("It is ours and ours alone.", "Is it ours?", ("Ours.",))
    assert (rule.source, rule.path) == (("ours",), path)
    assert rule.conditions.match.phrases == ("our own $things", "zyx/zyz")
    assert rule.conditions.words == {"things": ("thing", "rule")}
    assert rule.conditions.unless == (*(name for name in defaults.unless if name != "care"), "first-names-fine")
    assert rule.conditions.lower == defaults.lower
    assert rule.examples.flag[0] == Example(text="This is [[our own thing]].")
    assert [example.text for example in rule.examples.pass_] == [
        "This is your own thing.",
        "and your own rule",
        "Your own thing",
    ]


@pytest.mark.parametrize("word", ["off", "on", "no", "yes", "NO", "y", "12:30", "1e3", "0777", "2026-01-02", "=", "<<"])
def test_words_yaml_reads_as_something_else_stay_words(tmp_path: Path, word: str) -> None:
    text = swapped("[thing, rule]", f"[thing, {word}]").replace("source: [ours]", f"source: [{word}]")
    write(tmp_path, "advice/our-own.yaml", text.replace("title: Our own", f"title: {word}"))
    rule = load_rulebook(tmp_path).rules["advice.our-own"]
    assert (rule.title, rule.source, rule.conditions.words) == (word, (word,), {"things": ("thing", word)})


@pytest.mark.parametrize("text", ["true", "false"])
def test_booleans_are_true_and_false(tmp_path: Path, text: str) -> None:
    write(tmp_path, "advice/our-own.yaml", OWN + f"yields: {text}\n")
    assert load_rulebook(tmp_path).rules["advice.our-own"].conditions.yields is (text == "true")


def test_an_editors_byte_order_mark_and_line_ends_are_fine(tmp_path: Path) -> None:
    write(tmp_path, "advice/our-own.yaml", b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    assert load_rulebook(tmp_path).rules["advice.our-own"].why == "It is ours and ours alone."


def test_word_lists_are_lower_case_without_notes_and_doubles(tmp_path: Path) -> None:
    write(tmp_path, "words/ours.txt", "# Ours\nOne\n\n two  # too\none\nmore than one\n")
    assert load_rulebook(tmp_path).words["ours"] == ("one", "two", "more than one")


def test_an_own_rule_takes_the_place_of_one_with_its_id(tmp_path: Path) -> None:
    write(tmp_path, "advice/you-should.yaml", swapped("id: advice.our-own", "id: advice.you-should"))
    shipped, own = load_rulebook(), load_rulebook(tmp_path)
    assert own.rules["advice.you-should"].title == "Our own"
    assert shipped.rules["advice.you-should"].title != "Our own"
    assert list(own.rules) == list(shipped.rules)


def test_own_guards_principles_words_and_defaults_join_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "guards.yaml", 'ours:\n  about: Ours.\n  phrases: ["zyx"]\n')
    write(tmp_path, "principles.yaml", "ours: {title: Ours, says: Ours., source: Us}\n")
    write(tmp_path, "words/whose.txt", "zyx\n")
    write(tmp_path, "advice/_defaults.yaml", DEFAULTS)
    text = swapped("principle: autonomy", "principle: ours").replace("[-care,", "[ours,")
    write(tmp_path, "advice/our-own.yaml", text)
    shipped, own = load_rulebook(), load_rulebook(tmp_path)
    assert own.guards.keys() == {*shipped.guards, "ours"}
    assert own.principles.keys() == {*shipped.principles, "ours"}
    assert (own.words.keys(), own.words["whose"]) == (shipped.words.keys(), ("zyx",))
    assert own.categories["advice"].unless == ("quoted",)
    assert own.rules["advice.our-own"].conditions.unless == ("quoted", "ours", "first-names-fine")


def test_files_of_two_folders_join_and_the_later_one_wins(tmp_path: Path) -> None:
    write(tmp_path / "one", "advice/our-own.yaml", OWN)
    write(tmp_path / "one", "advice/our-first.yaml", swapped("advice.our-own", "advice.our-first"))
    write(tmp_path / "two", "advice/our-own.yaml", swapped("title: Our own", "title: Second"))
    rules = load_rulebook(tmp_path / "one", tmp_path / "two").rules
    assert (rules["advice.our-own"].title, rules["advice.our-first"].title) == ("Second", "Our own")
    assert list(rules) == sorted(rules, key=lambda name: (CATEGORIES.index(rules[name].category), name))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: write(folder, "advice/our-own.yaml", OWN + "# a note\n"), id="rule"),
        pytest.param(lambda folder: write(folder, "words/ours.txt", "two\n"), id="word list"),
        pytest.param(lambda folder: write(folder, "guards.yaml", "ours: {about: More.}\n"), id="guards"),
        pytest.param(lambda folder: write(folder, "principles.yaml", "{}\n"), id="principles"),
        pytest.param(lambda folder: write(folder, "advice/_defaults.yaml", DEFAULTS + "\n"), id="defaults"),
        pytest.param(lambda folder: write(folder, "words/more.txt", ""), id="new file"),
        pytest.param(lambda folder: (folder / "words/ours.txt").rename(folder / "words/our.txt"), id="new name"),
        pytest.param(lambda folder: (folder / "words/ours.txt").unlink(), id="file gone"),
    ],
)
def test_version_changes_with_any_file(tmp_path: Path, change: Callable[[Path], object]) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for name, text in [
        ("advice/our-own.yaml", OWN),
        ("advice/_defaults.yaml", DEFAULTS),
        ("words/ours.txt", "one\n"),
        ("guards.yaml", "ours: {about: Ours.}\n"),
        ("principles.yaml", "ours: {title: Ours, says: Ours., source: Us}\n"),
    ]:
        write(before, name, text)
    shutil.copytree(before, after)
    shutil.copytree(before, tmp_path / "same")
    change(after)
    version = load_rulebook(before).version
    assert re.fullmatch(r"[0-9a-f]{12}", version)
    assert load_rulebook(tmp_path / "same").version == version
    assert load_rulebook(after).version != version
    assert load_rulebook().version != version


def test_select_turns_rules_and_categories_off_and_moves_levels(tmp_path: Path) -> None:
    write(tmp_path, "advice/our-own.yaml", OWN)
    book = load_rulebook(tmp_path)
    less = book.select(off=("advice.you-should", "oversharing"), levels={"advice.our-own": Level.CHECK})
    gone = {name for name in book.rules if name == "advice.you-should" or name.startswith("oversharing.")}
    assert book.rules.keys() - less.rules.keys() == gone
    assert len(gone) > 1
    assert less.rules["advice.our-own"].level == Level.CHECK
    assert book.rules["advice.our-own"].level == Level.NOTICE
    assert less.version == book.version
    assert book.select() == book


def test_schema_for_editors_names_the_keys_of_a_rule() -> None:
    schema = rule_schema()
    assert schema["title"] == "A rule"
    assert {"id", "match", "examples", "unless", "lower", "raise"} <= schema["properties"].keys()
    assert schema["properties"]["level"]["enum"] == ["strength", "notice", "pause", "check"]


# The rules that come with the tool

SHIPPED = [pytest.param(rule, id=rule.id) for rule in load_rulebook().rules.values()]
AMERICAN = re.compile(
    r"\b\w*(?:iz(?:e[sd]?|ing|ation)|yz(?:e[sd]?|ing))\b|\b(?:behavior|color|favor|honor|labor|neighbor|counsel(?:or|ing)"
    r"|center|fulfill|gray|mom|program|judgment|practicing|skeptical|toward|canceled|labeled|traveling)s?\b",
    re.I,
)
BRITISH = {"size", "sizes", "sized", "prize", "seize", "seized", "capsize", "resize", "downsizing"}
NEVER = re.compile(r"\b(?:you should|u should|at least|must|wrong|bad)\b", re.I)


def own_words(rule: Rule) -> dict[str, str]:
    """Return what the tool itself says when a rule finds something, the gaps filled with plain words."""
    fills = {"match": "that", "doing": "writing it down", "infinitive": "to write it down", "route": "the team"}
    texts = {"title": rule.title, "message": rule.message, "why": rule.why, "question": rule.question}
    texts |= {f"suggest {number}": text for number, text in enumerate(rule.suggest, 1)}
    return {name: re.sub(r"\{(\w+)\}", lambda gap: fills[gap[1]], text) for name, text in texts.items()}


@pytest.mark.parametrize("rule", SHIPPED)
def test_own_words_raise_nothing(reviewer: Reviewer, rule: Rule) -> None:
    messages = [Message(name, text) for name, text in own_words(rule).items()]
    raised = [
        (review.message.id, finding.rule, finding.match)
        for review in reviewer.review_all(messages)
        for finding in review.findings
        if finding.level >= Level.PAUSE
    ]
    assert raised == []


@pytest.mark.parametrize("rule", SHIPPED)
def test_own_words_neither_order_nor_blame(rule: Rule) -> None:
    assert {name: NEVER.findall(text) for name, text in own_words(rule).items() if NEVER.search(text)} == {}


@pytest.mark.parametrize("rule", SHIPPED)
def test_own_words_are_british(rule: Rule) -> None:
    found = {word.lower() for text in own_words(rule).values() for word in AMERICAN.findall(text)}
    assert found - BRITISH == set()


@pytest.mark.parametrize("rule", SHIPPED)
def test_rule_is_complete(rulebook: Rulebook, rule: Rule) -> None:
    assert len(rule.examples.flag) >= 3
    assert len(rule.examples.pass_) >= 3
    assert all(MARK.search(example.text) for example in rule.examples.flag)
    texts = [example.text for example in (*rule.examples.flag, *rule.examples.pass_)]
    assert len(set(texts)) == len(texts)
    assert ("{match}" in rule.message) or not re.search(r"[“”\"]", rule.message)
    assert rule.question.endswith("?")
    assert rule.why.endswith(".")
    assert rule.principle in rulebook.principles
    assert rule.source


@pytest.mark.parametrize("rule", SHIPPED)
def test_gaps_of_a_rule_can_be_filled(rule: Rule) -> None:
    assert set(re.findall(r"\{(\w*)\}", rule.message)) <= {"match"}
    assert {gap for text in rule.suggest for gap in re.findall(r"\{(\w*)\}", text)} <= {"doing", "infinitive", "route"}
    assert not any("{" in text for text in (rule.title, rule.why, rule.question))


def test_every_shipped_file_is_read() -> None:
    folder = Path(str(files("reviewer.rules")))
    written = {f"{path.parent.name}.{path.stem}" for path in folder.glob("*/*.yaml") if not path.name.startswith("_")}
    assert load_rulebook().rules.keys() == written
    assert load_rulebook().words.keys() == {path.stem for path in folder.glob("words/*.txt")}


def test_every_reason_a_rule_names_is_known(rulebook: Rulebook) -> None:
    known = {*rulebook.guards, "group-channel", "under-18", "first-names-fine"}
    named = {
        reason
        for rule in rulebook.rules.values()
        for reasons in (rule.conditions.unless, rule.conditions.lower, rule.conditions.raise_)
        for reason in reasons
        if not isinstance(reason, Nearby)
    }
    assert named <= known


def test_a_gap_nothing_fills_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "advice/our-own.yaml", swapped("“{match}”", "“{mtach}”"))
    with pytest.raises(RulebookError) as raised:
        load_rulebook(tmp_path)
    assert str(raised.value) == f"{path}:4: nothing fills “{{mtach}}”. Did you mean “match”?"


@pytest.mark.parametrize("name", ["our-own.yaml", "advice/our-own.yml", "advice/deep/our-own.yaml"])
def test_a_rule_that_would_be_passed_over_is_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, OWN)
    with pytest.raises(RulebookError, match="no rule is read from here") as raised:
        load_rulebook(tmp_path)
    assert raised.value.path == path


def test_an_unknown_kind_of_detail_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "advice/our-own.yaml", swapped("match:\n", "match:\n  identifiers: [PHONE_NUMER]\n"))
    with pytest.raises(RulebookError, match="there is no identifying detail “PHONE_NUMER”"):
        load_rulebook(tmp_path)


def test_the_schema_for_editors_is_current() -> None:
    """`reviewer rules schema > rules/rule.schema.json` makes it."""
    written = Path(__file__).parents[1] / "rules" / "rule.schema.json"
    assert json.loads(written.read_text(encoding="utf-8")) == rule_schema()
