"""The small language in which rules say what they look for.

A phrase is words with a space between them, compared without case and in their usual spelling (spaCy's NORM, with
``rules/words/chat-spelling.txt`` on top, so “dont” and “don't”, “u” and “you” are the same):

==============  ======================================================
``you should``  these words
``a/b``         either of these words (also ``a/$list``)
``$list``       any entry of a word list (``words:`` of the rule, or ``rules/words/list.txt``)
``!$list``      any one word that is not in the list (also ``!a/b``)
``word?``       may be missing (also ``a/b?`` and ``$list?``)
``...``         up to three words of any kind, no punctuation
``[word]``      one word of any kind
``[number]``    a number
``[start]``     here a sentence or clause begins (only first)
``[end]``       here the sentence ends (only last)
==============  ======================================================

Phrases are matched inside one sentence, in one pass over its words, longest first; commas and double spaces are
passed over. Every group of patterns has
*anchors*, words of which it needs at least one; a sentence without any of them is not searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Span

from reviewer.errors import nearest
from reviewer.phrases import ANY_WORD, GAP, NUMBER, Norms, Part, Phrase, Sentence, is_passed_over, is_wordy

Words = Mapping[str, tuple[str, ...]]

_EMPHASIS = frozenset({"*", "**", "_", "__", "~"})  # marks of chat programs around a word, no break


class PhraseError(ValueError):
    """Say what is wrong with a phrase; the caller knows the file.

    Args:
        problem: what is wrong.
        remedy: what to do.
        written: the words of the file it is about.
    """

    def __init__(self, problem: str, remedy: str, written: str) -> None:
        self.problem, self.remedy, self.written = problem, remedy, written
        super().__init__(problem)


class Compiler:
    """Compile phrases and token patterns.

    Args:
        nlp: the pipeline whose tokenizer and spellings count.
        words: the shared word lists.
    """

    def __init__(self, nlp: Language, words: Words) -> None:
        self.vocab = nlp.vocab
        self.words = words
        self._make_doc = nlp.make_doc
        self._norms: dict[str, tuple[int, ...]] = {}
        self.openers: Norms = frozenset(nlp.vocab.strings.add(word) for word in words.get("clause-openers", ()))

    def norms(self, text: str) -> tuple[int, ...]:
        """Return the normal spellings of the tokens of a text."""
        if text not in self._norms:
            self._norms[text] = tuple(token.norm for token in self._make_doc(text) if not is_passed_over(token))
        return self._norms[text]

    def phrase(self, phrase: str, words: Words) -> Phrase:
        """Return a phrase compiled.

        Args:
            phrase: in the language of this module.
            words: the rule's own lists, which win over the shared ones.
        """
        written = phrase.replace("…", "...").split()
        starts, ends = written[:1] == ["[start]"], written[-1:] == ["[end]"]
        parts = tuple(part for word in written[starts : len(written) - ends] for part in self._parts(word, words))
        if all(part.optional for part in parts):
            raise PhraseError(f"the phrase “{phrase}” has no word it needs", "Write one without “?”.", phrase)
        return Phrase(parts, starts, ends)

    def _parts(self, written: str, words: Words) -> Iterator[Part]:
        if written == GAP:
            yield Part(GAP, optional=True)
        elif written.removesuffix("?") in {ANY_WORD, NUMBER}:
            yield Part(written.removesuffix("?"), optional=written.endswith("?"))
        elif written.startswith("[") or set(written) & set("()|*") or (len(written) > 1 and "" in written.split("/")):
            known = "Known are a/b, $list, !$list, word?, ..., [word], [number], [start] and [end]."
            raise PhraseError(f"“{written}” means nothing in a phrase", known, written)
        elif written.startswith("!"):
            single, _ = self._entries(written[1:], words)
            yield Part("not", single)
        else:
            optional = written.endswith("?") and len(written) > 1
            written = written[:-1] if optional else written
            single, several = self._entries(written, words)
            if not single and len(several) == 1 and not optional:
                yield from (Part("in", frozenset({norm})) for norm in several[0])
            else:
                first = sorted({entry[0] for entry in several})
                by_first = {norm: tuple(entry for entry in several if entry[0] == norm) for norm in first}
                yield Part("in", single, by_first, optional)

    def _entries(self, written: str, words: Words) -> tuple[Norms, tuple[tuple[int, ...], ...]]:
        entries: list[str] = []
        for choice in written.split("/") if len(written) > 1 else [written]:
            entries += self.word_list(choice[1:], words) if choice.startswith("$") else [choice]
        normed = {self.norms(entry) for entry in entries} - {()}
        single = frozenset(norms[0] for norms in normed if len(norms) == 1)
        return single, tuple(sorted(norms for norms in normed if len(norms) > 1))

    def word_list(self, name: str, words: Words) -> tuple[str, ...]:
        """Return the entries of a word list.

        Args:
            name: without the dollar sign.
            words: the rule's own lists.
        """
        found = words.get(name) or self.words.get(name)
        if found is None:
            raise PhraseError(f"there is no word list “{name}”", nearest(name, {*words, *self.words}), f"${name}")
        return found

    def token_pattern(self, pattern: Iterable[Mapping[str, Any] | str], words: Words) -> list[dict[str, Any]]:
        """Return a Matcher pattern in which ``$list`` stands for the entries of a list that are one word.

        Args:
            pattern: words, or attributes as spaCy's Matcher takes them.
            words: the rule's own lists.
        """
        return [self._token({"NORM": item} if isinstance(item, str) else item, words) for item in pattern]

    def _token(self, attributes: Mapping[str, Any], words: Words) -> dict[str, Any]:
        token = dict(attributes)
        for name, value in attributes.items():
            if isinstance(value, str) and value.startswith("$"):
                single, _ = self._entries(value, words)
                token[name] = {"IN": sorted(self.vocab.strings[norm] for norm in single)}
        return token


class PatternSet:
    """Find a group of patterns in one sentence.

    Args:
        compiler: what compiles them.
        phrases: phrases in the language of this module.
        tokens: Matcher patterns.
        dependency: DependencyMatcher patterns.
        words: the rule's own lists.
    """

    def __init__(
        self,
        compiler: Compiler,
        *,
        phrases: Iterable[str] = (),
        tokens: Iterable[Iterable[Mapping[str, Any] | str]] = (),
        dependency: Iterable[Iterable[Mapping[str, Any]]] = (),
        words: Words | None = None,
    ) -> None:
        own = words or {}
        self._openers = compiler.openers
        compiled = [compiler.phrase(phrase, own) for phrase in phrases]
        self._needing = [(phrase, phrase.first(), phrase.needs()) for phrase in compiled]
        self._matcher = Matcher(compiler.vocab)
        if token_patterns := [compiler.token_pattern(item, own) for item in tokens]:
            self._matcher.add("tokens", token_patterns, greedy="LONGEST")
        self._dependency = DependencyMatcher(compiler.vocab)
        if trees := [[_node(node, compiler, own) for node in tree] for tree in dependency]:
            self._dependency.add("tree", trees)
        free = token_patterns or trees or not all(needs for _, _, needs in self._needing)
        self._anchors = None if free else frozenset().union(*(needs[0] for _, _, needs in self._needing))

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self._needing or len(self._matcher) or len(self._dependency))

    def may_match(self, norms: Norms) -> bool:
        """Tell whether a sentence with these norms can hold a match.

        Args:
            norms: of the sentence's tokens.
        """
        return self._anchors is None or not self._anchors.isdisjoint(norms)

    def find(self, sentence: Sentence | Span) -> list[Span]:
        """Return the matches in a sentence by place, none overlapping another.

        Args:
            sentence: a sentence of a message; what is found never reaches beyond it.
        """
        read = sentence if isinstance(sentence, Sentence) else Sentence.of(sentence)
        if not self.may_match(read.present):
            return []
        span = read.span
        found = list(self._phrases(read))
        if len(self._matcher):
            found += [(start, end) for _, start, end in self._matcher(span)]
        if len(self._dependency) and span.doc.has_annotation("DEP"):
            found += [(min(nodes), max(nodes) + 1) for _, nodes in self._dependency(span)]
        kept: list[Span] = []
        last = 0
        for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
            if start >= last:
                kept.append(span[start:end])
                last = end
        return kept

    def _phrases(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        tokens, norms, present, first = sentence.tokens, sentence.norms, sentence.present, sentence.span.start
        for phrase, begins, needs in self._needing:
            for words in needs:
                if words.isdisjoint(present):
                    break
            else:
                for start, norm in enumerate(norms):
                    if begins is not None and norm not in begins:
                        continue
                    end = phrase.longest(tokens, norms, start)
                    if end is None or (
                        phrase.starts and not self._opens_clause(sentence.span, tokens[start].i - first)
                    ):
                        continue
                    yield tokens[start].i - first, tokens[end - 1].i - first + 1

    def _opens_clause(self, sentence: Span, start: int) -> bool:
        """Tell whether nothing but openers stands between a token and the last mark or the sentence's first token."""
        while start > 0:
            before = sentence[start - 1]
            if not (is_wordy(before) or before.text in _EMPHASIS):
                return True  # punctuation, emoji, a line end
            if before.norm not in self._openers:
                return False
            start -= 1
        return True


def _node(node: Mapping[str, Any], compiler: Compiler, words: Words) -> dict[str, Any]:
    return {**node, "RIGHT_ATTRS": compiler.token_pattern([node["RIGHT_ATTRS"]], words)[0]}
