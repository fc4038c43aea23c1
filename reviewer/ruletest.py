"""Try a rulebook on its own examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.profile import Profile
from reviewer.review import Reviewer
from reviewer.rulebook import MARK, Rule, Rulebook
from reviewer.rulefile import Example, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Hold one example of a rule, to be tried.

    Args:
        rule: the rule whose example it is.
        kind: whether the rule should find something.
        number: which of its kind, from 1.
        example: the example as written.
    """

    rule: Rule
    kind: str
    number: int
    example: Example

    @property
    def name(self) -> str:
        """Return what a report calls it."""
        return f"{self.rule.id}-{self.kind}-{self.number}"


def trials(rulebook: Rulebook) -> Iterator[Trial]:
    """Yield every example of every rule.

    Args:
        rulebook: the rules.
    """
    for rule in rulebook.rules.values():
        for kind, examples in (("flag", rule.examples.flag), ("pass", rule.examples.pass_)):
            for number, example in enumerate(examples, 1):
                yield Trial(rule=rule, kind=kind, number=number, example=example)


class Bench:
    """Try examples, each with the region and channel it asks for.

    Args:
        profile: the team's settings.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._reviewers: dict[tuple[str | None, str | None], Reviewer] = {}

    def problem(self, trial: Trial) -> str | None:
        """Return what is wrong with an example in a sentence, None where it holds.

        A flag example has to raise its rule on exactly the marked words; a pass example must not raise its rule at
        all, nor anything else at pause or above.

        Args:
            trial: the example.
        """
        text = MARK.sub(r"\1", trial.example.text)
        review = self._reviewer(trial.example).review(text, trial.example.reply_to)
        found = [*review.findings, *review.strengths]
        if trial.kind == "pass":
            wrong = [one for one in found if one.rule == trial.rule.id or one.level >= Level.PAUSE]
            return f"“{wrong[0].match}” raises {wrong[0].rule}." if wrong else None
        expected = _marked(trial.example.text)
        own = [(one.start, one.end) for one in found if one.rule == trial.rule.id]
        if own == expected:
            return None
        seen = ", ".join(f"“{text[start:end]}”" for start, end in own) or "nothing"
        return f"expected {', '.join(f'“{text[start:end]}”' for start, end in expected)}, found {seen}."

    def _reviewer(self, example: Example) -> Reviewer:
        key = (example.region, example.channel)
        if key not in self._reviewers:
            region, channel = example.region or self._profile.region, example.channel or self._profile.channel
            self._reviewers[key] = Reviewer(replace(self._profile, region=region, channel=channel))
        return self._reviewers[key]


def _marked(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the marked words in the text without its marks."""
    marks = [(mark.start(), mark.end() - 4) for mark in MARK.finditer(text)]
    return [(start - 4 * number, end - 4 * number) for number, (start, end) in enumerate(marks)]
