from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings as hypothesis_settings
from spacy.language import Language

from reviewer.cli import cli
from reviewer.pipeline import load_pipeline
from reviewer.profile import Profile
from reviewer.review import Reviewer
from reviewer.rulebook import Rulebook, load_rulebook

hypothesis_settings.register_profile("project", deadline=None)  # no test asserts a time
hypothesis_settings.load_profile("project")

SHARED = Path(__file__).resolve().parents[2] / "shared"

TEAM_RULES = {
    "strength.thanks": ("strength", "thank you"),
    "power.red": ("pause", "red"),
    "power.blue": ("pause", "blue"),
    "dignity.green": ("check", "green"),
    "trauma.deep-green": ("pause", "deep green"),
    "boundaries.pink": ("pause", "pink"),
    "minimising.grey": ("notice", "grey"),
}


@pytest.fixture(scope="session")
def reviewer() -> Reviewer:
    return Reviewer.load()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's measuring data, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


# The command line


@pytest.fixture(scope="session")
def load_once() -> Callable[[Profile | None], Language]:
    """Load a pipeline, each only once for all tests."""
    loaded: dict[str, Language] = {}

    def load(profile: Profile | None = None) -> Language:
        settings = replace(profile or Profile(), supporters=())
        return loaded.setdefault(repr(settings), loaded.get(repr(settings)) or load_pipeline(settings))

    return load


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, load_once: Callable[[Profile | None], Language]
) -> Callable[..., Result]:
    """Run the program in this process, in an empty folder, with a home that has no profile."""
    home = tmp_path / "home"
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name in ("HOME", "USERPROFILE", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "88")
    monkeypatch.setattr("reviewer.review.load_pipeline", load_once)

    def run(*arguments: str | Path, stdin: str | bytes = "", color: bool = False) -> Result:
        monkeypatch.setattr("sys.argv", ["reviewer", *map(str, arguments)])
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin, color=color)

    return run


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that puts a few rules about colours in place of those that come with the tool."""
    folder = tmp_path_factory.mktemp("team")
    for rule, (level, phrase) in TEAM_RULES.items():
        category, _, slug = rule.partition(".")
        (folder / "rules" / category).mkdir(parents=True, exist_ok=True)
        (folder / "rules" / category / "_defaults.yaml").write_text(f"title: About {category}\nabout: Colours.\n")
        (folder / "rules" / category / f"{slug}.yaml").write_text(
            f"id: {rule}\nlevel: {level}\ntitle: The {slug} rule\n"
            f'message: "“{{match}}” is {phrase}."\nprinciple: autonomy\nwhy: Because.\nquestion: Why {phrase}?\n'
            f'suggest: ["Not {phrase}."]\nmatch: {{phrases: ["{phrase}"]}}\nsource: [ours]\n'
            f'examples: {{flag: ["[[{phrase}]]", "a [[{phrase}]]", "b [[{phrase}]]"], pass: ["c", "d", "e"]}}\n'
        )
    profile = folder / "reviewer.toml"
    profile.write_text(f'[rules]\ndirs = ["rules"]\noff = {sorted(load_rulebook().rules)}\n')
    return profile
