"""reviewer rules: what is noticed and why, for people who write rules."""

from __future__ import annotations

import json
from pathlib import Path

import click

from reviewer.cli.options import chosen_profile, debug_option, page_width, profile_options
from reviewer.errors import OptionError, RulebookError, nearest
from reviewer.profile import Profile, RuleSettings, rulebook_of
from reviewer.rulebook import Rule, Rulebook, load_rulebook
from reviewer.rulefile import CATEGORIES, rule_schema

FAILED = 1

DEFAULTS = """\
title: {title}
about: What the rules in this folder are about, in a sentence.
"""
TEMPLATE = """\
# README.md says what each key means; `reviewer rules show {model}` shows a finished rule.
id: {id}
level: {level}
title: A short name
message: "“{{match}}” says in one line what was noticed."
principle: autonomy
why: >-
  What it may cost the other person, in a sentence or two.
question: One question to ask oneself?
suggest:
  - "Another wording, ready to send."
match:
  phrases:
    - "words to find"
examples:
  flag:
    - "A message with the [[words to find]] in it."
    - "another with the [[words to find]], in chat spelling"
    - "A third: [[words to find]]."
  pass:
    - "A message that looks alike and is fine."
    - "another one that is fine"
    - "A third that is fine."
source: [our-team]
"""


@click.group(short_help="List, show, test and begin rules.")
def rules() -> None:
    """List, show, test and begin rules."""


@rules.command("list")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For you, or for programs.",
)
@profile_options
def list_(folder: Path | None, form: str, profile: Path | None, no_profile: bool) -> None:
    """List the rules, with those of your own FOLDER or profile."""
    for rule in rulebook_of(_settings(folder, profile, no_profile)).rules.values():
        if form == "jsonl":
            row = {"id": rule.id, "category": rule.category, "level": rule.level.label}
            click.echo(json.dumps({**row, "title": rule.title, "source": list(rule.source)}, ensure_ascii=False))
        else:
            click.echo(f"{rule.id:<42} {rule.level.label:<9} {rule.title}")


@rules.command()
@click.argument("rule_id", metavar="RULE")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@profile_options
def show(rule_id: str, folder: Path | None, profile: Path | None, no_profile: bool) -> None:
    """Show one rule: what it notices, why, its examples and its file."""
    rulebook = rulebook_of(_settings(folder, profile, no_profile))
    if rule_id not in rulebook.rules:
        raise OptionError(f"there is no rule “{rule_id}”", nearest(rule_id, rulebook.rules))
    rule = rulebook.rules[rule_id]
    click.echo("\n".join(_shown(rule, rulebook)))


def _shown(rule: Rule, rulebook: Rulebook) -> list[str]:
    principle = rulebook.principles[rule.principle]
    width = page_width()
    return [
        click.style(f"{rule.title} ({rule.id}, {rule.level.label})", bold=True),
        click.wrap_text(rule.why.strip(), width, "  ", "  "),
        click.wrap_text(f"Principle: {principle.title}. {principle.says}", width, "  ", "  "),
        click.wrap_text(f"Question: {rule.question}", width, "  ", "  "),
        *(click.wrap_text(f"→ {text}", width, "  ", "    ") for text in rule.suggest),
        "  Notices:",
        *(click.wrap_text(f"· {example.text}", width, "    ", "      ") for example in rule.examples.flag),
        "  Passes over:",
        *(click.wrap_text(f"· {example.text}", width, "    ", "      ") for example in rule.examples.pass_),
        f"  Source: {', '.join(rule.source)}; {principle.source}",
        f"  File: {rule.path}",
    ]


@rules.command(short_help="Try every rule on its own examples.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@profile_options
def test(folder: Path | None, profile: Path | None, no_profile: bool) -> int:
    """Try every rule on its own examples, with those of your own FOLDER or profile."""
    from reviewer.ruletest import Bench, trials

    settings = _settings(folder, profile, no_profile)
    tried = list(trials(rulebook_of(settings)))
    bench = Bench(settings)
    failed = 0
    for trial in tried:
        if problem := bench.problem(trial):
            failed += 1
            click.echo(f"{trial.rule.path}: {trial.kind} example {trial.number}: {problem}")
            click.echo(f"    {trial.example.text}")
    click.echo(f"{len(tried) - failed} of {len(tried)} examples hold.")
    return FAILED if failed else 0


@rules.command()
@click.argument("rule_id", metavar="CATEGORY.NAME")
@click.argument("folder", type=click.Path(path_type=Path))
@debug_option
def new(rule_id: str, folder: Path) -> None:
    """Begin a rule of your own in FOLDER, as a file to fill in."""
    category, _, slug = rule_id.partition(".")
    if category not in CATEGORIES:
        raise OptionError(f"“{category}” is no category", nearest(category, CATEGORIES))
    if not slug or not slug.replace("-", "").isalnum() or slug != slug.lower():
        raise OptionError(f"“{rule_id}” is no name for a rule", "Write it like advice.change-medication.")
    path = folder / category / f"{slug}.yaml"
    if path.exists():
        raise RulebookError("this rule is there already", "Choose another name.", path=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    rulebook = load_rulebook()
    level = "strength" if category == "strength" else "notice"
    model = next((known for known in rulebook.rules if known.startswith(f"{category}.")), next(iter(rulebook.rules)))
    path.write_text(TEMPLATE.format(id=rule_id, level=level, model=model), encoding="utf-8")
    defaults = path.with_name("_defaults.yaml")
    if category not in rulebook.categories and not defaults.exists():
        defaults.write_text(DEFAULTS.format(title=category.capitalize()), encoding="utf-8")
    click.echo(f"Wrote {path}. Fill it in, then try it: reviewer rules test {folder}")


@rules.command()
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors."""
    click.echo(json.dumps(rule_schema(), indent=2, ensure_ascii=False))


def _settings(folder: Path | None, profile: Path | None, no_profile: bool) -> Profile:
    """Return the settings to use: a folder of rules stands alone, so that trying it needs no profile."""
    if folder is None:
        return chosen_profile(profile, no_profile)
    if not folder.is_dir():
        raise RulebookError("there is no such folder of rules", "Check its name.", path=folder)
    return Profile(rules=RuleSettings(dirs=(folder.resolve(),)))
