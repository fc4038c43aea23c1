"""The review of a message: what was noticed, what is good already, and what was not looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, tee
from operator import itemgetter
from pathlib import Path

from spacy.tokens import Doc, Span

from reviewer.identifiers import is_helpline
from reviewer.language import unread_language
from reviewer.matching import IDENTIFIERS, MEASURED, REVIEW
from reviewer.message import Message
from reviewer.pipeline import LONGEST_READ, annotate, load_pipeline
from reviewer.profile import Profile, load_profile, rulebook_of
from reviewer.rewrite import Clause, Suggestion, find_clause, suggestions
from reviewer.rulebook import Rule, Rulebook
from reviewer.rulefile import Level
from reviewer.sentences import sentence_spans

NO_WORDS = "There are no words here to read."

_ROUTE = "{route}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Hold one thing noticed in a message.

    Args:
        rule: the rule's id.
        category: its category.
        level: how much it weighs here.
        start: first code point of the words in the original text.
        end: code point after the last.
        match: the words.
        title: the rule's name.
        message: the reason, naming the words.
        question: one question to ask oneself.
        suggestions: at most three other wordings.
        entity: the kind of identifying detail, where it is one.
        why: why the rule looks at this.
    """

    rule: str
    category: str
    level: Level
    start: int
    end: int
    match: str
    title: str
    message: str
    question: str
    suggestions: tuple[Suggestion, ...] = ()
    entity: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Hold all that was noticed in a message.

    Args:
        message: what was reviewed.
        findings: what to look at again, by place.
        strengths: what is good already, by place.
        measures: named counts.
        reviewed: whether the rules for a supporter's role were applied.
        caveats: what was not looked at, in sentences; never empty where a part was not read.
        rulebook_version: of the rules used.
        model: the language model used.
    """

    message: Message
    findings: tuple[Finding, ...] = ()
    strengths: tuple[Finding, ...] = ()
    measures: Mapping[str, int] = field(default_factory=dict)
    reviewed: bool = True
    caveats: tuple[str, ...] = ()
    rulebook_version: str
    model: str

    @property
    def level(self) -> Level | None:
        """Return the highest level found, None where nothing was."""
        return max((finding.level for finding in self.findings), default=None)


class Reviewer:
    """Review messages by a rulebook.

    Args:
        profile: the team's settings.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.rulebook: Rulebook = rulebook_of(profile)
        self._nlp = load_pipeline(profile)
        self.model = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']} {self._nlp.meta['version']}"
        self._supporters = frozenset(map(author_key, profile.supporters))
        self._accepted = _accepted(profile)

    @classmethod
    def load(cls, profile: Profile | Path | str | None = None) -> Reviewer:
        """Return a reviewer.

        Args:
            profile: settings, or the path of a profile file; None uses no profile.

        Raises:
            SettingsError: a rule, the profile or the model cannot be used.
        """
        if isinstance(profile, str | Path):
            profile = load_profile(Path(profile))
        return cls(profile or Profile())

    def review(self, text: str, reply_to: str | None = None) -> Review:
        """Return the review of one draft.

        Args:
            text: the draft.
            reply_to: the message it answers, if known.
        """
        return next(self.review_all([Message(None, text, reply_to=reply_to)]))

    def review_all(self, messages: Iterable[Message]) -> Iterator[Review]:
        """Yield the review of each message, in order.

        Args:
            messages: any number; a batch is held in memory at a time.
        """
        kept, read = tee(messages)
        for message, doc in zip(kept, annotate(self._nlp, read), strict=True):
            yield self._review(message, doc)

    def _review(self, message: Message, doc: Doc) -> Review:
        language = unread_language(message.text)
        role = not message.is_system and language is None and self._is_supporter(message.author)
        found = [] if message.is_system else list(self._findings(message.text, doc, _distinct(self._hits(doc, role))))
        # the clause of a directive may begin before the words found in it
        found.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
        return Review(
            message=message,
            findings=tuple(finding for finding in found if finding.level > Level.STRENGTH),
            strengths=tuple(finding for finding in found if finding.level == Level.STRENGTH),
            measures=doc.user_data[MEASURED],
            reviewed=role,
            caveats=() if message.is_system else tuple(_caveats(message.text, language, doc)),
            rulebook_version=self.rulebook.version,
            model=self.model,
        )

    def _is_supporter(self, author: str | None) -> bool:
        return not self._supporters or (author is not None and author_key(author) in self._supporters)

    def _hits(self, doc: Doc, role: bool) -> Iterator[_Hit]:
        """Yield the matches the team wants noticed, each with its level here."""
        group = doc.spans[REVIEW]
        for span, step in zip(group, group.attrs["steps"], strict=True):
            rule = self.rulebook.rules[span.id_]
            identifying = bool(rule.conditions.match.identifiers)
            if not (role or rule.category == "identifying") or _plain(span.text) in self._accepted:
                continue
            if identifying and is_helpline(span.text):
                continue
            moves = rule.level > Level.STRENGTH
            yield _Hit(span, rule, Level(min(max(rule.level + step, 1), 3)) if moves else rule.level)

    def _findings(self, text: str, doc: Doc, hits: Sequence[_Hit]) -> Iterator[Finding]:
        """Yield findings; a directive takes its whole clause, if nothing else of its category stands in it."""
        sentences = list(sentence_spans(doc))
        kinds = {(detail.start, detail.end): detail.label_ for detail in doc.spans.get(IDENTIFIERS, ())}
        starts = [sentence.start for sentence in sentences]
        numbers = [bisect_right(starts, hit.span.start) - 1 for hit in hits]
        turn = 0
        for number, together in groupby(zip(numbers, hits, strict=True), key=itemgetter(0)):
            beside = [hit for _, hit in together]
            for hit in beside:
                templates = self._templates(hit.rule)
                offered = suggestions(templates, hit.span, sentences[number], turn=turn)
                start, end = hit.span.start_char, hit.span.end_char
                clause = find_clause(hit.span, sentences[number]) if any("{" in text for text in templates) else None
                if clause is not None:
                    turn += 1
                    if any(_stands_in(other, hit, clause) for other in beside):
                        offered = tuple(replace(one, replaces=False) for one in offered)
                    else:
                        start, end = min(start, clause.start), max(end, clause.end)
                yield _finding(hit, text[start:end], start, offered, kinds.get((hit.span.start, hit.span.end)))

    def _templates(self, rule: Rule) -> tuple[str, ...]:
        """Return a rule's suggestions with the team's own route in them, or without those that need one."""
        route = self.profile.service.route
        known = (text.replace(_ROUTE, route) if route else text for text in rule.suggest)
        return tuple(text for text in known if _ROUTE not in text)


@dataclass(frozen=True, slots=True)
class _Hit:
    """Hold a match with its rule and its level here."""

    span: Span
    rule: Rule
    level: Level


def _stands_in(other: _Hit, hit: _Hit, clause: Clause) -> bool:
    """Tell whether another finding of a hit's category stands in its clause."""
    same = other is not hit and other.rule.category == hit.rule.category
    return same and other.span.start_char < clause.end and clause.start < other.span.end_char


def author_key(name: str) -> str:
    """Return a name in the form in which authors are compared: without case, spaces or a leading ``~``."""
    return "".join(name.lstrip("~ \u202f\u00a0").split()).casefold()


def _finding(hit: _Hit, match: str, start: int, offered: tuple[Suggestion, ...], entity: str | None) -> Finding:
    rule = hit.rule
    return Finding(
        rule=rule.id,
        category=rule.category,
        level=hit.level,
        start=start,
        end=start + len(match),
        match=match,
        title=rule.title,
        message=rule.message.replace("{match}", match.rstrip(".!?… ")),
        question=rule.question,
        suggestions=offered,
        entity=entity if rule.conditions.match.identifiers else None,
        why=rule.why,
    )


def _distinct(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return hits by place; on the same words of a category the highest, most particular, longest one stays."""
    kept: dict[str, list[_Hit]] = defaultdict(list)
    ordered = sorted(
        hits, key=lambda hit: (-hit.level, hit.rule.conditions.yields, -len(hit.span), hit.span.start, hit.rule.id)
    )
    for hit in ordered:
        rivals = kept[hit.rule.category]
        place = bisect_right(rivals, hit.span.start, key=lambda rival: rival.span.start)
        around = rivals[max(place - 1, 0) : place + 1]  # rivals are apart from each other, so only these can touch it
        if all(hit.span.end <= rival.span.start or rival.span.end <= hit.span.start for rival in around):
            rivals.insert(place, hit)
    every = (hit for rivals in kept.values() for hit in rivals)
    return sorted(every, key=lambda hit: (hit.span.start, hit.span.end, hit.rule.id))


def _caveats(text: str, language: str | None, doc: Doc) -> Iterator[str]:
    if language == "another script":
        yield "This is not in Latin letters, so it was not read; only contact details were looked for."
    elif language is not None:
        yield f"This looks like {language}, so it was not read; only identifying details were looked for."
    elif parts := {unread_language(sentence.text) for sentence in sentence_spans(doc)} - {None}:
        yield f"A part of this looks like {' and '.join(sorted(map(str, parts)))} and was not read."
    if len(text) > LONGEST_READ:
        unread = len(text) - LONGEST_READ
        yield f"Only the first {LONGEST_READ:,} characters were read; {unread:,} were not."
    if not any(character.isalnum() for character in text):
        yield NO_WORDS


def _accepted(profile: Profile) -> frozenset[str]:
    accept = profile.accept
    every = (*accept.words, *accept.phrases, *accept.people, *accept.numbers, *accept.addresses)
    return frozenset(map(_plain, every))


def _plain(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())
