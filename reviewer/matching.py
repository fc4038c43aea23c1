"""spaCy component: rule patterns to ``doc.spans["review"]``, label_ the category and id_ the rule.

Whether a guard moved the level of a match up or down stands beside the spans, in the group's ``attrs["steps"]``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from reviewer.errors import RulebookError
from reviewer.guards import GUARDS, REPLY
from reviewer.measures import measure
from reviewer.patterns import Compiler, PatternSet, PhraseError, norm_set
from reviewer.rulebook import Rule, Rulebook, load_rulebook
from reviewer.rulefile import Bounds, Nearby, Patterns
from reviewer.sentences import sentence_spans
from reviewer.spelling import teach_spellings

REVIEW = "review"
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
    sentences: tuple[Span, ...]
    norms: tuple[frozenset[int], ...]
    guards: dict[str, list[tuple[int, int]]]
    reply: tuple[tuple[Span, frozenset[int]], ...] | None
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
    sentences = tuple(sentence_spans(doc))
    guards: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in doc.spans.get(GUARDS, ()):
        guards[span.label_].append((span.start, span.end))
    reply = doc.user_data.get(REPLY)
    return _Message(
        doc=doc,
        sentences=sentences,
        norms=tuple(norm_set(sentence) for sentence in sentences),
        guards=guards,
        reply=None if reply is None else tuple((part, norm_set(part)) for part in sentence_spans(reply)),
        measures=measure(doc),
    )


class _CompiledRule:
    def __init__(self, rule: Rule, compiler: Compiler, settings: frozenset[str], resting: frozenset[str]) -> None:
        self.rule = rule
        self._settings = settings
        self._resting = resting
        conditions = rule.conditions
        try:
            self._match = self._compile(conditions.match, compiler)
            after = Patterns(phrases=conditions.match.after)
            self._after = self._compile(after, compiler)
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
            found = self._match.find(sentence) if self._match.may_match(message.norms[number]) else []
            if self.rule.conditions.match.identifiers:
                found += self._identified(message, sentence)
            for span in found:
                if self._nearby is None or self._near(self._nearby, message, number):
                    yield number, span

    def _identified(self, message: _Message, sentence: Span) -> list[Span]:
        match = self.rule.conditions.match
        hits = [
            span
            for span, detail in zip(
                message.doc.spans.get("identifiers", ()), message.doc.user_data.get("identifiers", ()), strict=True
            )
            if sentence.start <= span.start < sentence.end
            and span.label_ in match.identifiers
            and detail.score >= match.min_score
        ]
        if not hits or not self._after:
            return hits
        ends = {span.end for span in self._after.find(sentence)}
        return [span for span in hits if {span.start, span.start - 1} & ends]

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
        reply = self._reply
        return reply is not None and any(
            reply.may_match(norms) and reply.find(sentence) for sentence, norms in message.reply or ()
        )

    def _near(self, patterns: PatternSet, message: _Message, number: int, within: int | None = None) -> bool:
        nearby = self.rule.conditions.nearby
        reach = within if within is not None else nearby.within if nearby else 0
        around = range(max(0, number - reach), min(len(message.sentences), number + reach + 1))
        return any(patterns.may_match(message.norms[i]) and patterns.find(message.sentences[i]) for i in around)

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
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if written in line), 1)
