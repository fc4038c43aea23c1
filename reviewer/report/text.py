"""Reviews for a terminal: strengths first, then a few cards, the words marked in the message."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from reviewer.report.harmless import for_terminal
from reviewer.review import NO_WORDS, Finding, Review
from reviewer.rulefile import Level

MOST_CARDS = 3
LONGEST_SHOWN = 1200
NOBODY_REVIEWED = "No message here was read as a supporter's: in all of them only identifying details were looked for."
NOTHING_FOUND = (
    "Nothing here asked for a second look. That is no all-clear: only the wording was read, not how anybody is."
)

_LABELS = {Level.NOTICE: "Notice", Level.PAUSE: "Pause", Level.CHECK: "Check"}
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Card:
    """Hold findings that touch the same words or come of the same rule, the weightiest first."""

    findings: tuple[Finding, ...]

    @property
    def head(self) -> Finding:
        """Return the finding the card is about."""
        return self.findings[0]

    def places(self) -> list[tuple[int, int]]:
        """Return the words the card is about, overlapping ones as one."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted((one.start, one.end) for one in self.findings):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined


def cards(findings: Sequence[Finding]) -> list[Card]:
    """Return findings as cards, the weightiest first, then by place.

    Args:
        findings: of one message.
    """
    made: list[list[Finding]] = []
    for finding in sorted(findings, key=lambda one: (-one.level, one.start)):
        for card in made:
            if any(_belong_together(finding, other) for other in card):
                card.append(finding)
                break
        else:
            made.append([finding])
    return [Card(tuple(card)) for card in made]


def _belong_together(one: Finding, other: Finding) -> bool:
    return one.rule == other.rule or (one.start < other.end and other.start < one.end)


def review_text(review: Review, *, width: int = 88, everything: bool = False, least: Level = Level.NOTICE) -> str:
    """Return a review for a person to read.

    Args:
        review: the review.
        width: of the lines.
        everything: whether all cards are shown and notices unfolded.
        least: findings below this level are left out.
    """
    shown = cards([finding for finding in review.findings if finding.level >= least])
    open_cards = [card for card in shown if everything or card.head.level > Level.NOTICE]
    if not everything:
        open_cards = open_cards[:MOST_CARDS]
    folded = [card for card in shown if card not in open_cards]
    lines = list(_message(review.message.text, open_cards, width))
    lines += [line for strength in _by_title(review.strengths) for line in _strength(strength, width)]
    for number, card in enumerate(open_cards, 1):
        lines += ["", *_card(number, card, width, why=everything)]
    lines += ["", *_folded(folded, width)] if folded else []
    lines += [line for caveat in review.caveats for line in _wrap(caveat, "  ! ", "    ", width)]
    if not review.findings and not review.caveats and review.reviewed:
        lines += _wrap(NOTHING_FOUND, "  ", "  ", width)
    return "\n".join(lines)


def _message(text: str, shown: Sequence[Card], width: int) -> Iterator[str]:
    """Yield the message with the words of each card between «guillemets» and its number behind them."""
    marks: dict[int, list[tuple[int, str]]] = {}
    for number, card in enumerate(shown, 1):
        for start, end in card.places():
            marks.setdefault(start, []).append((1, "«"))
            marks.setdefault(end, []).append((0, f"»{str(number).translate(_SMALL)}"))
    pieces, last = [], 0
    for place in sorted(marks):
        pieces.append(text[last:place])
        pieces += [mark for _, mark in sorted(marks[place])]
        last = place
    whole = "".join([*pieces, text[last:]])
    if len(whole) > LONGEST_SHOWN and not shown:
        whole = f"{whole[:LONGEST_SHOWN]} …"
    for line in for_terminal(whole).split("\n"):
        for part in textwrap.wrap(line, width - 4, break_on_hyphens=False) or [""]:
            yield click.style("  │", dim=True) + (f" {part}" if part else "")


def _by_title(strengths: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Return the first strength of each kind with how many there are."""
    counts = Counter(strength.rule for strength in strengths)
    first = {strength.rule: strength for strength in reversed(strengths)}
    return [(first[rule], count) for rule, count in counts.items()]


def _strength(strength: tuple[Finding, int], width: int) -> Iterator[str]:
    finding, count = strength
    more = f" ({count} times)" if count > 1 else ""
    label = f"{finding.title}{more}:"
    first, *rest = _wrap(for_terminal(f"{label} {finding.message}"), "  + ", "    ", width)
    yield from (first.replace(label, click.style(label, fg="green"), 1), *rest)


def _card(number: int, card: Card, width: int, *, why: bool) -> Iterator[str]:
    head = card.head
    indent = f"  {str(number).translate(_SMALL)} "
    titled = _wrap(f"{_LABELS[head.level]}: {head.title}", indent, " " * len(indent), width)
    yield from (line[: len(indent)] + click.style(line[len(indent) :], bold=True) for line in titled)
    yield from _wrap(for_terminal(head.message), "    ", "    ", width)
    if why or head.level == Level.CHECK:
        yield from _wrap(head.why, "    ", "    ", width)
    for other in card.findings[1:]:
        if other.title != head.title:
            yield from _wrap(f"Also here: {other.title.lower()}.", "    ", "    ", width)
    yield from _wrap(head.question, click.style("    ? ", fg="cyan"), "      ", width)
    for suggestion in head.suggestions:
        yield from _wrap(for_terminal(suggestion.text), click.style("    → ", fg="cyan"), "      ", width)


def _folded(folded: Sequence[Card], width: int) -> Iterator[str]:
    titles = Counter(card.head.title for card in folded)
    named = ", ".join(f"{title.lower()}{f' ({count})' if count > 1 else ''}" for title, count in titles.items())
    yield from _wrap(f"Folded away: {named}. --all shows it.", "  · ", "    ", width)


def _wrap(text: str, first: str, rest: str, width: int) -> list[str]:
    """Wrap a text whose first indent may hold colours, which take no room."""
    room = " " * len(click.unstyle(first))
    lines = textwrap.wrap(text, width, initial_indent=room, subsequent_indent=rest, break_on_hyphens=False)
    return [first + lines[0][len(room) :], *lines[1:]] if lines else [first.rstrip()]


@dataclass(slots=True)
class Summary:
    """Count what a scan saw, for its last lines."""

    messages: int = 0
    reviewed: int = 0
    unread: int = 0
    strengths: Counter[str] = field(default_factory=Counter)
    found: Counter[tuple[str, Level]] = field(default_factory=Counter)

    def add(self, review: Review, least: Level = Level.NOTICE) -> None:
        """Count one review.

        Args:
            review: the review.
            least: findings below this level are left out.
        """
        self.messages += not review.message.is_system
        self.reviewed += review.reviewed
        self.unread += any(caveat != NO_WORDS for caveat in review.caveats)
        self.strengths.update(strength.title for strength in review.strengths)
        self.found.update((one.category, one.level) for one in review.findings if one.level >= least)

    def text(self, titles: Mapping[str, str], width: int = 88) -> str:
        """Return the summary for a person to read.

        Args:
            titles: the name of each category.
            width: of the lines.
        """
        if not self.messages:
            return "No message was read."
        number = "1 message" if self.messages == 1 else f"{self.messages:,} messages"
        lines = [click.style(f"{number}, {self.reviewed:,} of them reviewed as a supporter's.", bold=True)]
        if self.strengths:
            named = ", ".join(f"{title.lower()} {count}" for title, count in self.strengths.most_common())
            lines += _wrap(f"What is good in them: {named}.", "", "  ", width)
        for category in dict.fromkeys(category for category, _ in sorted(self.found)):
            counts = [
                (level, self.found[category, level]) for level in reversed(Level) if (category, level) in self.found
            ]
            named = ", ".join(f"{count} {_LABELS[level].lower()}" for level, count in counts)
            lines += _wrap(f"{titles.get(category, category)}: {named}.", "", "  ", width)
        if not self.reviewed:
            lines += _wrap(NOBODY_REVIEWED, "", "  ", width)
        elif not self.found:
            lines += _wrap(NOTHING_FOUND, "", "  ", width)
        if self.unread:
            lines += _wrap(f"{self.unread:,} could not be read in full. --all shows which, and why.", "", "  ", width)
        return "\n".join(lines)
