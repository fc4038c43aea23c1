"""spaCy component: rule patterns to ``doc.spans["review"]``, label_ the category and id_ the rule.

Whether a guard moved the level of a match up or down stands beside the spans, in the group's ``attrs["steps"]``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from reviewer.errors import RulebookError
from reviewer.guards import GUARDS, REPLY
from reviewer.measures import measure
from reviewer.patterns import Compiler, PatternSet, PhraseError
from reviewer.phrases import Sentence
from reviewer.rulebook import Rule, Rulebook, load_rulebook
from reviewer.rulefile import Bounds, Nearby, Patterns
from reviewer.sentences import sentence_spans
from reviewer.spelling import teach_spellings

REVIEW = "review"
IDENTIFIERS = "identifiers"
MEASURED = "measures"


@Language.factory("peer_review", default_config={"rules": [], "off": [], "settings": ["first-names-fine"]})
def create_review(nlp: Language, name: str, rules: list[str], off: list[str], settings: list[str]) -> RuleMatcher:
    """Return the component that matches rules.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        rules: an organisation's own rule folders.
        off: rules or categories that are not used.
        settings: the settings of a team that rules may ask for.
    """
    return RuleMatcher(nlp, load_rulebook(*map(Path, rules)).select(off=tuple(off)), settings)


@dataclass(frozen=True, slots=True)
class _Message:
    """Hold what the conditions of a rule look at."""

    doc: Doc
    sentences: tuple[Sentence, ...]
    details: dict[int, list[tuple[Span, float]]]
    guards: dict[str, list[tuple[int, int]]]
    reply: tuple[Sentence, ...]
    measures: dict[str, int]


class RuleMatcher:
    """Match the rules of a rulebook.

    Args:
        nlp: the pipeline whose tokenizer is used.
        rulebook: the rules.
        settings: the settings of a team that rules may ask for.
    """

    def __init__(self, nlp: Language, rulebook: Rulebook, settings: Iterable[str]) -> None:
        teach_spellings(nlp, rulebook.words.get("chat-spelling", ()))
        compiler = Compiler(nlp, rulebook.words)
        self.rulebook = rulebook
        chosen = frozenset(settings)
        resting = frozenset(name for name, guard in rulebook.guards.items() if guard.covers == "rest")
        self._rules = [_CompiledRule(rule, compiler, chosen, resting) for rule in rulebook.rules.values()]

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.spans["review"]`` and ``doc.user_data["measures"]``."""
        message = _read(doc)
        doc.user_data[MEASURED] = message.measures
        found = [(span, step) for rule in self._rules for span, step in rule.find(message)]
        found.sort(key=lambda item: (item[0].start, item[0].end))
        steps = [step for _, step in found]
        doc.spans[REVIEW] = SpanGroup(doc, name=REVIEW, spans=[span for span, _ in found], attrs={"steps": steps})
        return doc


def _read(doc: Doc) -> _Message:
    guards: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in doc.spans.get(GUARDS, ()):
        guards[span.label_].append((span.start, span.end))
    reply = doc.user_data.get(REPLY)
    sentences = tuple(Sentence.of(sentence) for sentence in sentence_spans(doc))
    return _Message(
        doc=doc,
        sentences=sentences,
        details=_details(doc, [sentence.span.start for sentence in sentences]),
        guards=guards,
        reply=() if reply is None else tuple(Sentence.of(sentence) for sentence in sentence_spans(reply)),
        measures=measure(doc),
    )


def _details(doc: Doc, starts: list[int]) -> dict[int, list[tuple[Span, float]]]:
    """Return the identifying details, each with how sure it is, by the number of the sentence they begin in."""
    found: dict[int, list[tuple[Span, float]]] = defaultdict(list)
    group = doc.spans.get(IDENTIFIERS)
    if group is not None:
        for span, score in zip(group, group.attrs["scores"], strict=True):
            found[bisect_right(starts, span.start) - 1].append((span, score))
    return found


class _CompiledRule:
    def __init__(self, rule: Rule, compiler: Compiler, settings: frozenset[str], resting: frozenset[str]) -> None:
        self.rule = rule
        self._settings = settings
        self._resting = resting
        conditions = rule.conditions
        try:
            self._match = self._compile(conditions.match, compiler)
            self._after = self._compile(Patterns(phrases=conditions.match.after), compiler)
            self._before = self._compile(Patterns(phrases=conditions.match.before), compiler)
            self._nearby = self._compile(conditions.nearby, compiler) if conditions.nearby else None
            self._reply = self._compile(conditions.reply, compiler) if conditions.reply else None
            self._unless, self._lower, self._raise = (
                [self._reason(entry, compiler) for entry in entries]
                for entries in (conditions.unless, conditions.lower, conditions.raise_)
            )
        except PhraseError as bad:
            raise RulebookError(bad.problem, bad.remedy, path=rule.path, line=_line_of(rule.path, bad.written)) from bad
        except ValueError as bad:
            problem = f"spaCy does not take a pattern of this rule ({str(bad).splitlines()[0]})"
            raise RulebookError(problem, "See spacy.io/usage/rule-based-matching.", path=rule.path) from bad

    def _compile(self, patterns: Patterns, compiler: Compiler) -> PatternSet:
        return PatternSet(
            compiler,
            phrases=patterns.phrases,
            tokens=patterns.tokens,
            dependency=patterns.dependency,
            words=self.rule.conditions.words,
        )

    def _reason(self, entry: str | Nearby, compiler: Compiler) -> str | tuple[PatternSet, int]:
        return entry if isinstance(entry, str) else (self._compile(entry, compiler), entry.within)

    def find(self, message: _Message) -> Iterator[tuple[Span, int]]:
        """Yield the matches that stand, each with the step its level moves."""
        conditions = self.rule.conditions
        if conditions.max_words is not None and message.measures["words"] > conditions.max_words:
            return
        if not all(_within(message.measures[name], bounds) for name, bounds in conditions.measure.items()):
            return
        if self._reply and not self._answers(message):
            return
        standing = [
            (number, span)
            for number, span in self._candidates(message)
            if not any(self._applies(reason, message, number, span) for reason in self._unless)
        ]
        if len(standing) < conditions.at_least:
            return
        for number, span in standing[conditions.at_least - 1 :]:
            lower = any(self._applies(reason, message, number, span) for reason in self._lower)
            higher = any(self._applies(reason, message, number, span) for reason in self._raise)
            label, rule = self.rule.category, self.rule.id
            yield Span(message.doc, span.start, span.end, label=label, span_id=rule), higher - lower

    def _candidates(self, message: _Message) -> Iterator[tuple[int, Span]]:
        for number, sentence in enumerate(message.sentences):
            if not self._stands(number, len(message.sentences)):
                continue
            found = self._match.find(sentence)
            if self.rule.conditions.match.identifiers:
                found += self._identified(message, number)
            for span in found:
                if self._nearby is None or self._near(self._nearby, message, number):
                    yield number, span

    def _identified(self, message: _Message, number: int) -> list[Span]:
        match, sentence = self.rule.conditions.match, message.sentences[number]
        hits = [
            span
            for span, score in message.details.get(number, ())
            if span.label_ in match.identifiers and score >= match.min_score and len(span) >= match.min_words
        ]
        if not hits or not (match.after or match.before):
            return hits
        ends = {span.end for span in self._after.find(sentence)}
        starts = {span.start for span in self._before.find(sentence)}
        return [span for span in hits if {span.start, span.start - 1} & ends or {span.end, span.end + 1} & starts]

    def _stands(self, number: int, count: int) -> bool:
        match self.rule.conditions.where:
            case "first":
                return number == 0
            case "last":
                return number == count - 1
            case "last-two":
                return number >= count - 2
        return True

    def _answers(self, message: _Message) -> bool:
        return self._reply is not None and any(self._reply.find(sentence) for sentence in message.reply)

    def _near(self, patterns: PatternSet, message: _Message, number: int, within: int | None = None) -> bool:
        nearby = self.rule.conditions.nearby
        reach = within if within is not None else nearby.within if nearby else 0
        around = range(max(0, number - reach), min(len(message.sentences), number + reach + 1))
        return any(patterns.find(message.sentences[i]) for i in around)

    def _applies(self, reason: str | tuple[PatternSet, int], message: _Message, number: int, span: Span) -> bool:
        if not isinstance(reason, str):
            return self._near(reason[0], message, number, reason[1])
        if reason in self._settings:
            return True
        spans = message.guards.get(reason, ())
        if reason in self._resting:  # what stands behind a “not” or “he said” begins there
            return any(start <= span.start < end for start, end in spans)
        return any(start < span.end and span.start < end for start, end in spans)


def _within(value: int, bounds: Bounds) -> bool:
    return (bounds.over is None or value > bounds.over) and (bounds.under is None or value < bounds.under)


def _line_of(path: Path, written: str) -> int:
    """Return the first line of a file that holds some words; YAML may have folded them, then it is the first line."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if written in line), 1)
