"""spaCy component: marks where a rule has reason to stay silent, as ``doc.spans["guards"]``.

What a guard recognises stands in ``rules/guards.yaml``. Two are more than patterns and found here: *quoted* (between
quotation marks, in a quoted line, or five words running from the answered message) and *echo* (words of the answered
message).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from reviewer.errors import RulebookError
from reviewer.patterns import Compiler, PatternSet, PhraseError
from reviewer.phrases import Sentence
from reviewer.rulebook import load_rulebook
from reviewer.rulefile import Guard
from reviewer.sentences import sentence_spans
from reviewer.spelling import teach_spellings

GUARDS = "guards"
REPLY = "reply"
ECHO_RUN = 5

_QUOTED = re.compile(
    r"“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^»\n]{1,400}»|‘(?:[^’\n]|’(?=\w)){1,400}’|^[ \t]*(?:>|&gt;)[^\n]*", re.M
)


@Language.factory("peer_guards", default_config={"rules": []})
def create_guards(nlp: Language, name: str, rules: list[str]) -> GuardMarker:
    """Return the component that marks guards.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        rules: an organisation's own rule folders.
    """
    return GuardMarker(nlp, rules)


class GuardMarker:
    """Mark guards in messages.

    Args:
        nlp: the pipeline whose tokenizer is used.
        rules: an organisation's own rule folders.
    """

    def __init__(self, nlp: Language, rules: Iterable[str]) -> None:
        rulebook = load_rulebook(*map(Path, rules))
        teach_spellings(nlp, rulebook.words.get("chat-spelling", ()))
        compiler = Compiler(nlp, rulebook.words)
        try:
            self._guards = [
                (
                    name,
                    guard,
                    PatternSet(compiler, phrases=guard.phrases, tokens=guard.tokens, words=guard.words),
                    PatternSet(compiler, phrases=guard.unless, words=guard.words),
                )
                for name, guard in rulebook.guards.items()
            ]
        except PhraseError as bad:
            path, line = _place(rules, bad.written)
            raise RulebookError(bad.problem, bad.remedy, path=path, line=line) from bad

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.spans["guards"]``; the answered message is read from ``doc.user_data["reply"]``, a Doc."""
        reply: Doc | None = doc.user_data.get(REPLY)
        spans = [Span(doc, start, end, label=name) for name, start, end in self._found(doc)]
        if reply is not None and len(doc):
            spans += self._from_reply(doc, reply)
            spans += _echoes(doc, reply)
        doc.spans[GUARDS] = [*spans, *_quotes(doc)]
        return doc

    def _found(self, doc: Doc) -> Iterator[tuple[str, int, int]]:
        sentences = [Sentence.of(sentence) for sentence in sentence_spans(doc)]
        for number, sentence in enumerate(sentences):
            for name, guard, patterns, exceptions in self._guards:
                if guard.reads == "reply" or (guard.asks and not _is_question(sentence.span)):
                    continue
                found = patterns.find(sentence)
                if not found or exceptions.find(sentence):
                    continue
                following = sentences[min(number + 1, len(sentences) - 1)].span
                for start, end in {_extent(guard, span, sentence.span, following, len(doc)) for span in found}:
                    if start < end:
                        yield name, start, end

    def _from_reply(self, doc: Doc, reply: Doc) -> Iterator[Span]:
        sentences = [Sentence.of(sentence) for sentence in sentence_spans(reply)]
        for name, guard, patterns, exceptions in self._guards:
            if guard.reads != "draft" and any(
                patterns.find(sentence) and not exceptions.find(sentence) for sentence in sentences
            ):
                yield Span(doc, 0, len(doc), label=name)


def _place(folders: Iterable[str], written: str) -> tuple[Path | None, int | None]:
    """Return the file and line of an organisation's own guards in which some words stand."""
    for path in (Path(folder) / "guards.yaml" for folder in folders):
        lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, 1):
            if written in line:
                return path, number
    return None, None


def _extent(guard: Guard, span: Span, sentence: Span, following: Span, length: int) -> tuple[int, int]:
    if guard.covers == "message":
        return 0, length
    if guard.covers == "next":
        return sentence.start, following.end
    if guard.covers == "rest":
        return span.end, _rest_end(span, sentence, guard.reach)
    return (span.start, span.end) if guard.covers == "words" else (sentence.start, sentence.end)


def _rest_end(span: Span, sentence: Span, reach: int | None) -> int:
    """Return where the rest of a sentence ends: at a “but”, and for a guard of short reach at a comma too."""
    last = min(sentence.end, span.end + reach) if reach else sentence.end
    turns = {"but", ";", ","} if reach else {"but", ";"}
    return next((token.i for token in span.doc[span.end : last] if token.norm_ in turns), last)


def _is_question(sentence: Span) -> bool:
    return any(token.text.startswith("?") for token in sentence[-4:])


def _quotes(doc: Doc) -> Iterator[Span]:
    for found in _QUOTED.finditer(doc.text):
        span = doc.char_span(*found.span(), label="quoted", alignment_mode="expand")
        if span is not None:
            yield span


def _echoes(doc: Doc, reply: Doc) -> Iterator[Span]:
    """Yield words of the answered message, and runs of five or more of them as quoted."""
    content = {token.norm for token in reply if token.is_alpha and not token.is_stop and len(token) > 2}
    runs = {tuple(norms[i : i + ECHO_RUN]) for norms in [[t.norm for t in reply]] for i in range(len(norms))}
    norms = [token.norm for token in doc]
    for token in doc:
        if token.norm in content:
            yield Span(doc, token.i, token.i + 1, label="echo")
        run = tuple(norms[token.i : token.i + ECHO_RUN])
        if len(run) == ECHO_RUN and run in runs:
            yield Span(doc, token.i, token.i + ECHO_RUN, label="quoted")
