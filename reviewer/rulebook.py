"""What is noticed and why: the rulebook, read from its files into frozen values."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from reviewer.errors import RulebookError, nearest
from reviewer.rulefile import (
    CATEGORIES,
    ENTITIES,
    MEASURES,
    RULE_FILE,
    SETTINGS,
    Conditions,
    Defaults,
    Examples,
    Guard,
    Level,
    Nearby,
    Principle,
    RuleFile,
)
from reviewer.sources import Location, read_text, read_yaml, validated

Value = TypeVar("Value")
Mistake = tuple[str, str, Location]

FILLED = frozenset({"match"})
SUGGESTED = frozenset({"doing", "infinitive", "route"})
_GAP = re.compile(r"\{(\w*)\}")
MARK = re.compile(r"\[\[(.+?)\]\]", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Hold one rule.

    Args:
        id: ``category.slug``.
        level: how much its findings weigh before a guard or profile moves them.
        title: its name for people.
        message: what is shown, with ``{match}`` for the words found.
        principle: a key of the principles.
        why: why it matters.
        question: the one question asked.
        suggest: other wordings, in the language of `reviewer.rewrite`.
        conditions: when it speaks.
        examples: what it finds and passes over.
        source: the codes of the taxonomy it covers.
        path: its file.
    """

    id: str
    level: Level
    title: str
    message: str
    principle: str
    why: str
    question: str
    suggest: tuple[str, ...]
    conditions: Conditions
    examples: Examples
    source: tuple[str, ...]
    path: Path

    @property
    def category(self) -> str:
        """Return the part of the id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Hold everything the reviewer goes by.

    Args:
        rules: by id.
        principles: by key.
        categories: the defaults of each category that has rules.
        guards: by name.
        words: the shared word lists by name.
        version: a hash of the files; it changes with any of them.
    """

    rules: Mapping[str, Rule]
    principles: Mapping[str, Principle]
    categories: Mapping[str, Defaults]
    guards: Mapping[str, Guard]
    words: Mapping[str, tuple[str, ...]]
    version: str

    def select(self, *, off: tuple[str, ...] = (), levels: Mapping[str, Level] | None = None) -> Rulebook:
        """Return the rulebook with some rules off and some levels changed.

        Args:
            off: ids of rules or names of categories.
            levels: the new level of some rules, by id.
        """
        changed = levels or {}
        rules = {
            rule.id: replace(rule, level=changed.get(rule.id, rule.level))
            for rule in self.rules.values()
            if rule.id not in off and rule.category not in off
        }
        return replace(self, rules=rules)


_DEFAULTS = TypeAdapter(Defaults)
_GUARDS = TypeAdapter(dict[str, Guard])
_PRINCIPLES = TypeAdapter(dict[str, Principle])


def load_rulebook(*extra: Path) -> Rulebook:
    """Return the rules that come with the tool, and an organisation's own.

    Args:
        extra: folders laid out like ``rules/``; a rule with a known id replaces it.

    Raises:
        RulebookError: a file has a mistake; it names the file, the line and what to do.
    """
    return _load(tuple(path.resolve() for path in extra))


@functools.cache
def _load(extra: tuple[Path, ...]) -> Rulebook:
    with as_file(files("reviewer.rules")) as own:
        folders = (own, *extra)
        for folder in extra:
            if not folder.is_dir():
                raise RulebookError("there is no such folder of rules", "Check its name.", path=folder)
            _refuse_strays(folder)
        words = {path.stem: _read_words(path) for folder in folders for path in sorted(folder.glob("words/*.txt"))}
        principles = _read_table(folders, "principles.yaml", _PRINCIPLES)
        guards = _read_table(folders, "guards.yaml", _GUARDS)
        categories = {
            path.parent.name: _read_defaults(path, guards)
            for folder in folders
            for path in sorted(folder.glob("*/_defaults.yaml"))
        }
        rules: dict[str, Rule] = {}
        for folder in folders:
            read = [_read_rule(path, categories, principles, guards) for path in _rule_paths(folder)]
            rules |= {rule.id: rule for rule in read}
        ordered = sorted(rules.values(), key=lambda rule: (CATEGORIES.index(rule.category), rule.id))
        return Rulebook(
            rules={rule.id: rule for rule in ordered},
            principles=principles,
            categories=categories,
            guards=guards,
            words=words,
            version=_version(folders),
        )


def _refuse_strays(folder: Path) -> None:
    """Refuse a YAML file that would be passed over, so that no rule is silently left out."""
    tables = {"principles.yaml", "guards.yaml", "regions.yaml"}
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        place = path.relative_to(folder)
        known = path.suffix == ".yaml" and (len(place.parts) == 2 or (len(place.parts) == 1 and place.name in tables))
        if not known:
            remedy = "A rule lies in a folder named like its category and ends in .yaml: advice/my-rule.yaml."
            raise RulebookError("no rule is read from here", remedy, path=path)


def _rule_paths(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*/*.yaml")) if not path.name.startswith("_")]


def _version(folders: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".txt"}):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _read_words(path: Path) -> tuple[str, ...]:
    lines = (line.partition("#")[0].strip().lower() for line in read_text(path, RulebookError).splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _read_defaults(path: Path, guards: Mapping[str, Guard]) -> Defaults:
    source = read_yaml(path, RulebookError)
    defaults = validated(source, _DEFAULTS, RulebookError)
    known = {*guards, *SETTINGS}
    for key, names in (("unless", defaults.unless), ("lower", defaults.lower), ("raise", defaults.raise_)):
        for number, name in enumerate(names):
            if name not in known:
                line = source.line((key, number))
                raise RulebookError(f"there is no guard “{name}”", nearest(name, known), path=path, line=line)
    return defaults


def _read_table(folders: tuple[Path, ...], name: str, adapter: TypeAdapter[dict[str, Value]]) -> dict[str, Value]:
    table: dict[str, Value] = {}
    for folder in folders:
        if (path := folder / name).is_file():
            found: dict[str, Value] = validated(read_yaml(path, RulebookError), adapter, RulebookError)
            table |= found
    return table


def _read_rule(
    path: Path, categories: Mapping[str, Defaults], principles: Mapping[str, Principle], guards: Mapping[str, Guard]
) -> Rule:
    source = read_yaml(path, RulebookError)
    written = validated(source, RULE_FILE, RulebookError)
    mistakes = (
        *_misplaced(written, path, categories, principles),
        *_unknown_names(written, {*guards, *SETTINGS}),
        *_unfilled(written),
        *_mismarked(written),
    )
    for problem, remedy, location in mistakes:
        raise RulebookError(problem, remedy, path=path, line=source.line(location))
    defaults = categories[path.parent.name]
    conditions = replace(
        written,
        unless=_with_defaults(defaults.unless, written.unless),
        lower=_with_defaults(defaults.lower, written.lower),
        raise_=_with_defaults(defaults.raise_, written.raise_),
    )
    return Rule(
        id=written.id,
        level=written.level,
        title=written.title,
        message=written.message,
        principle=written.principle,
        why=written.why,
        question=written.question,
        suggest=written.suggest,
        conditions=conditions,
        examples=written.examples,
        source=written.source,
        path=path,
    )


def _misplaced(
    written: RuleFile, path: Path, categories: Mapping[str, Defaults], principles: Mapping[str, Principle]
) -> Iterator[Mistake]:
    category = path.parent.name
    valid_id = f"{category}.{path.stem}"
    if category not in CATEGORIES:
        yield f"“{category}” is no category", nearest(category, CATEGORIES), ("id",)
    if written.id != valid_id:
        yield f"the id “{written.id}” does not fit the file's place", f"Write “{valid_id}”, or move the file.", ("id",)
    if written.principle not in principles:
        yield f"there is no principle “{written.principle}”", nearest(written.principle, principles), ("principle",)
    if (written.level == Level.STRENGTH) != (category == "strength"):
        yield "strengths and only strengths have the level “strength”", "Choose another level or folder.", ("level",)
    if category not in categories:
        yield f"the folder “{category}” has no _defaults.yaml", "Add one with a title and an about.", ()


def _unknown_names(written: RuleFile, guards: set[str]) -> Iterator[Mistake]:
    for key, entries in (("unless", written.unless), ("lower", written.lower), ("raise", written.raise_)):
        for number, entry in enumerate(entries):
            if isinstance(entry, str) and (name := entry.removeprefix("-")) not in guards:
                yield f"there is no guard “{name}”", nearest(name, guards), (key, number)
    for name in written.measure:
        if name not in MEASURES:
            yield f"there is no measure “{name}”", nearest(name, MEASURES), ("measure", name)
    for number, name in enumerate(written.match.identifiers):
        if name not in ENTITIES:
            remedy = nearest(name, ENTITIES)
            yield f"there is no identifying detail “{name}”", remedy, ("match", "identifiers", number)


def _unfilled(written: RuleFile) -> Iterator[Mistake]:
    texts: list[tuple[str, frozenset[str], Location]] = [(written.message, FILLED, ("message",))]
    texts += [(text, SUGGESTED, ("suggest", number)) for number, text in enumerate(written.suggest)]
    for text, known, location in texts:
        for name in _GAP.findall(text):
            if name not in known:
                yield f"nothing fills “{{{name}}}”", nearest(name, known), location


def _mismarked(written: RuleFile) -> Iterator[Mistake]:
    for kind, examples in (("flag", written.examples.flag), ("pass", written.examples.pass_)):
        for number, example in enumerate(examples):
            if (MARK.search(example.text) is not None) != (kind == "flag"):
                what = "marks no words" if kind == "flag" else "marks words"
                yield f"this {kind} example {what}", "[[…]] marks what is found.", ("examples", kind, number)


def _with_defaults(defaults: tuple[str, ...], own: tuple[str | Nearby, ...]) -> tuple[str | Nearby, ...]:
    """Return a category's guards with a rule's own added and those it drops left out."""
    dropped = {entry.removeprefix("-") for entry in own if isinstance(entry, str) and entry.startswith("-")}
    kept = [name for name in defaults if name not in dropped]
    added = [entry for entry in own if entry not in kept and not (isinstance(entry, str) and entry.startswith("-"))]
    return (*kept, *added)
