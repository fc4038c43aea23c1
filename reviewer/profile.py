"""A team's settings: what it allows, where it is, and its own rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from reviewer.errors import ProfileError, nearest
from reviewer.rulebook import Rulebook, load_rulebook
from reviewer.rulefile import Level, LevelName, Region
from reviewer.sources import read_toml, validated

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Hold what is known of the service.

    Args:
        name: its name.
        lead: whom a supporter turns to.
        route: how people reach the service, as a supporter would write it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: str | None = None
    lead: str | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """Hold how a team changes the rules.

    Args:
        dirs: folders of its own rules, relative to the profile.
        off: rules or categories it does not use.
        levels: rules that weigh more or less here.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    dirs: tuple[Path, ...] = ()
    off: tuple[str, ...] = ()
    levels: dict[str, LevelName] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Hold what a team never wants noticed.

    Args:
        words: single words.
        phrases: several words.
        people: names of people.
        numbers: phone and other numbers.
        addresses: email addresses, links, places.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Hold a team's settings.

    Args:
        region: where the team is; None looks at all regions.
        service: the service it works for.
        under_18: whether it supports people under 18.
        channel: who reads along.
        first_names: whether first names may be used.
        safety_script: whether supporters are trained to ask about suicide in detail.
        model: another installed English pipeline.
        supporters: the names of the supporters in its chats.
        rules: its changes to the rules.
        accept: what is never noticed.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    region: Region | None = None
    service: Service = Service()
    under_18: bool = False
    channel: Literal["private", "group"] = "private"
    first_names: bool = True
    safety_script: bool = False
    model: str | None = None
    supporters: tuple[str, ...] = ()
    rules: RuleSettings = RuleSettings()
    accept: Accept = Accept()

    def settings(self) -> tuple[str, ...]:
        """Return the names by which rules ask for these settings."""
        chosen = {
            "group-channel": self.channel == "group",
            "under-18": self.under_18,
            "first-names-fine": self.first_names,
        }
        return tuple(name for name, on in chosen.items() if on)


_PROFILE = TypeAdapter(Profile)


def load_profile(path: Path) -> Profile:
    """Return the settings of a profile file, its rule folders made absolute.

    Args:
        path: a ``reviewer.toml``.

    Raises:
        ProfileError: it has a mistake; the error names file, line and what to do.
    """
    source = read_toml(path, ProfileError)
    profile = validated(source, _PROFILE, ProfileError)
    dirs = tuple((path.parent / folder).resolve() for folder in profile.rules.dirs)
    for number, folder in enumerate(dirs):
        if not folder.is_dir():
            line = source.line(("rules", "dirs", number))
            raise ProfileError(f"there is no folder “{folder}”", "Mend rules.dirs.", path=path, line=line)
    rulebook = load_rulebook(*dirs)
    for key, name in _named_rules(profile.rules):
        valid = {*rulebook.rules, *(rulebook.categories if key == "off" else ())}
        if name not in valid:
            line = source.line(("rules", key, name))
            raise ProfileError(f"there is no rule “{name}”", nearest(name, valid), path=path, line=line)
    for name, level in profile.rules.levels.items():
        if (level == Level.STRENGTH) != (rulebook.rules[name].level == Level.STRENGTH):
            line = source.line(("rules", "levels", name))
            problem = f"“{name}” cannot become “{level.label}”"
            raise ProfileError(problem, "A strength stays one, and nothing else becomes one.", path=path, line=line)
    return replace(profile, rules=replace(profile.rules, dirs=dirs))


def _named_rules(rules: RuleSettings) -> Iterator[tuple[str, str]]:
    yield from (("off", name) for name in rules.off)
    yield from (("levels", name) for name in rules.levels)


def default_path() -> Path:
    """Return where the user's own profile lies, whether or not there is one."""
    config = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    return (Path(config) if config else Path.home() / ".config") / "peer-message-reviewer" / "reviewer.toml"


def rulebook_of(profile: Profile | None) -> Rulebook:
    """Return the rulebook as a profile changes it.

    Args:
        profile: None takes the rules as they come.
    """
    if profile is None:
        return load_rulebook()
    return load_rulebook(*profile.rules.dirs).select(off=profile.rules.off, levels=profile.rules.levels)
