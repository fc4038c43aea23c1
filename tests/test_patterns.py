"""The language in which rules say what they look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reviewer.patterns import Compiler, PatternSet, PhraseError
from reviewer.phrases import Sentence
from reviewer.rulebook import load_rulebook
from reviewer.sentences import split
from reviewer.spelling import teach_spellings

LISTS = {
    "kin": ("mum", "sister", "step dad", "mother in law"),
    "call": ("ring", "give a ring", "call"),
    "two-words": ("step dad", "other half"),
    "soft": ("just", "kind of"),
    "bye": ("bye",),
}


def make_compiler(nlp: Language) -> Compiler:
    words = load_rulebook().words
    teach_spellings(nlp, words["chat-spelling"])
    return Compiler(nlp, {**LISTS, "clause-openers": words["clause-openers"]})


BLANK = spacy.blank("en")
COMPILER = make_compiler(BLANK)


def found(phrase: str | Iterable[str], text: str, words: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """Return what phrases find in a text that is one sentence."""
    phrases = [phrase] if isinstance(phrase, str) else phrase
    patterns = PatternSet(COMPILER, phrases=phrases, words=words)
    sentence = BLANK(text)[:]
    matches = [span.text for span in patterns.find(sentence)]
    assert not matches or patterns.may_match(Sentence.of(sentence).present)
    return matches


SIGNS = {
    # words, as they are written and as chat writes them
    "words": ("you should", "Then you should go", ["you should"]),
    "without case": ("you should", "YOU Should go", ["YOU Should"]),
    "not part of a word": ("you should", "youshould", []),
    "not another order": ("you should", "should you", []),
    "chat spelling": ("you should", "u shld go", ["u shld"]),
    "apostrophe left out": ("do not call", "dont call", ["dont call"]),
    "apostrophe straight": ("do not call", "don't call", ["don't call"]),
    "apostrophe curly": ("do not call", "don’t call", ["don’t call"]),
    "one chat word for two": ("you want to", "u wanna go", ["u wanna"]),
    "chat spelling in the phrase": ("u shld", "you should go", ["you should"]),
    "apostrophe in the phrase": ("don't call", "dont call", ["dont call"]),
    "American and British doctor's chat spelling": ("see the counsellor", "see the counselor", ["see the counselor"]),
    # a/b
    "either": ("call/ring her", "ring her", ["ring her"]),
    "either, the other": ("call/ring her", "call her", ["call her"]),
    "neither": ("call/ring her", "text her", []),
    "either of a word and a list": ("text/$kin now", "mum now", ["mum now"]),
    # $list
    "list": ("call $kin", "call sister", ["call sister"]),
    "list, several words": ("call $kin", "call step dad", ["call step dad"]),
    "list, three words": ("call $kin", "call mother in law", ["call mother in law"]),
    "list, half of several words": ("call $kin", "call mother", []),
    "list of several words alone": ("my $two-words", "my other half", ["my other half"]),
    "list twice": ("$call $kin", "give a ring step dad", ["give a ring step dad"]),
    "list with a single entry": ("well $bye", "well bye", ["well bye"]),
    # !$list
    "any word but these": ("call !$kin", "call him", ["call him"]),
    "any word but these, one of them": ("call !$kin", "call mum", []),
    "any word but a/b": ("call !him/her", "call them", ["call them"]),
    "any word but a/b, one of them": ("call !him/her", "call her", []),
    "any word but is a word": ("call !$kin", "call !", []),
    "any word but has to be there": ("call !$kin", "call", []),
    # word?
    "optional, there": ("you just? should", "you just should", ["you just should"]),
    "optional, missing": ("you just? should", "you should", ["you should"]),
    "optional first, there": ("just? call", "oh just call", ["just call"]),
    "optional first, missing": ("just? call", "oh call", ["call"]),
    "optional a/b": ("you just/also? should", "you also should", ["you also should"]),
    "optional list": ("you $soft? should", "you kind of should", ["you kind of should"]),
    "optional list, missing": ("you $soft? should", "you should", ["you should"]),
    "optional twice": ("you $soft? $soft? should", "you just kind of should", ["you just kind of should"]),
    "optional last": ("call him? ", "call him", ["call him"]),
    "optional last, missing": ("call him?", "call", ["call"]),
    "a question mark alone is itself": ("really ?", "really ?", ["really ?"]),
    # ...
    "gap of none": ("give ... back", "give back", ["give back"]),
    "gap of three": ("give ... back", "give the old ring back", ["give the old ring back"]),
    "gap of four": ("give ... back", "give the very old ring back", []),
    "gap over a mark": ("give ... back", "give it. back", []),
    "gap over a comma": ("give ... back", "give it, please, back", ["give it, please, back"]),
    # [word], [number]
    "one word": ("your [word] said", "your nurse said", ["your nurse said"]),
    "one word, none": ("your [word] said", "your said", []),
    "one word, two": ("your [word] said", "your new nurse said", []),
    "one word is no number": ("your [word] said", "your 2 said", []),
    "one word may be missing": ("your [word]? said", "your said", ["your said"]),
    "number": ("take [number] of", "take 2 of", ["take 2 of"]),
    "number in words": ("take [number] of", "take three of", ["take three of"]),
    "number, a word": ("take [number] of", "take some of", []),
    # [start]
    "start of the sentence": ("[start] call him", "Call him", ["Call him"]),
    "start, not in the middle": ("[start] call him", "i call him", []),
    "start, after an opener": ("[start] call him", "ok so just call him", ["call him"]),
    "start, after a comma": ("[start] call him", "if you can, call him", ["call him"]),
    "start, after a mark": ("[start] call him", "listen: call him", ["call him"]),
    "start, after an emoji": ("[start] call him", "💛 call him", ["call him"]),
    "start, after a line end": ("[start] call him", "yes\ncall him", ["call him"]),
    "start with something optional": ("[start] please? call", "please call", ["please call"]),
    "start, and what is optional does not open": ("[start] you? call", "i call", []),
    # [end]
    "end": ("call him [end]", "just call him", ["call him"]),
    "end, before marks and emoji": ("call him [end]", "just call him !! 💛", ["call him"]),
    "end, before white space": ("call him [end]", "just call him \n", ["call him"]),
    "end, behind a letter that stands for a word": ("up to you [end]", "its up to u.", ["up to u"]),
    "end, with words behind": ("call him [end]", "call him now", []),
    "end, with a number behind": ("call him [end]", "call him 2", []),
    "end, with a word of letters and digits behind": ("call him [end]", "call him b4", []),
    "end, with half a contraction behind": ("i call [end]", "i call n't", []),
    "start and end": ("[start] leave [end]", "just leave.", ["leave"]),
    # white space and commas
    "double spaces": ("you should", "you   should", ["you   should"]),
    "line end inside": ("you should", "you\nshould", ["you\nshould"]),
    "comma inside": ("you should", "you, of all, should", []),
    "comma passed over": ("you should", "you, should", ["you, should"]),
    "comma in the phrase": ("well, you should", "well you should", ["well you should"]),
    "comma in both": ("well, you should", "well, you should", ["well, you should"]),
    "another mark is not passed over": ("you should", "you. should", []),
    "double spaces in the phrase": ("you   should", "you should", ["you should"]),
    # longest, and no overlaps
    "longest": ("call him/her? now?", "call him now", ["call him now"]),
    "longest of a gap": ("give ... back", "give back his back", ["give back his back"]),
    "twice": ("call him", "call him then call him", ["call him", "call him"]),
    "from left to right": ("a a", "a a a", ["a a"]),
    "nothing in nothing": ("call", "", []),
}


@pytest.mark.parametrize(("phrase", "text", "matches"), SIGNS.values(), ids=SIGNS.keys())
def test_phrase_finds(phrase: str, text: str, matches: list[str]) -> None:
    assert found(phrase, text) == matches


def test_longest_of_several_phrases_wins_whatever_their_order() -> None:
    phrases = ["call him", "call him back now", "call", "him back"]
    assert found(phrases, "call him back now") == ["call him back now"]
    assert found(phrases[::-1], "call him back now") == ["call him back now"]


def test_the_earlier_match_wins_over_a_longer_later_one() -> None:
    assert found(["you call", "call him back now"], "you call him back now") == ["you call"]


def test_own_lists_win_over_the_shared_ones() -> None:
    assert found("call $kin", "call gran", {"kin": ("gran",)}) == ["call gran"]
    assert found("call $kin", "call mum", {"kin": ("gran",)}) == []


@pytest.mark.parametrize(
    ("phrase", "problem", "remedy", "written"),
    [
        pytest.param("call $kni", "there is no word list “kni”", "Did you mean “kin”?", "$kni", id="list"),
        pytest.param("text/$kni now", "there is no word list “kni”", "Did you mean “kin”?", "$kni", id="list after /"),
        pytest.param("call !$sotf", "there is no word list “sotf”", "Did you mean “soft”?", "$sotf", id="list after !"),
        pytest.param(
            "call [wrod]",
            "“[wrod]” means nothing in a phrase",
            "Known are a/b, $list, !$list, word?, ..., [word], [number], [start] and [end].",
            "[wrod]",
            id="sign",
        ),
        pytest.param(
            "call [start] him",
            "“[start]” means nothing in a phrase",
            "Known are a/b, $list, !$list, word?, ..., [word], [number], [start] and [end].",
            "[start]",
            id="start in the middle",
        ),
        pytest.param(
            "just? $soft?",
            "the phrase “just? $soft?” has no word it needs",
            "Write one without “?”.",
            "just? $soft?",
            id="only optional",
        ),
        pytest.param("...", "the phrase “...” has no word it needs", "Write one without “?”.", "...", id="only a gap"),
        pytest.param("", "the phrase “” has no word it needs", "Write one without “?”.", "", id="empty"),
        pytest.param(
            "[start] [end]",
            "the phrase “[start] [end]” has no word it needs",
            "Write one without “?”.",
            "[start] [end]",
            id="only borders",
        ),
    ],
)
def test_a_mistake_says_how_to_mend_it(phrase: str, problem: str, remedy: str, written: str) -> None:
    with pytest.raises(PhraseError) as raised:
        PatternSet(COMPILER, phrases=["fine", phrase])
    assert (raised.value.problem, raised.value.remedy, raised.value.written) == (problem, remedy, written)


# Token and dependency patterns


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        pytest.param(["call", "him"], "Call him", ["Call him"], id="words stand for norms"),
        pytest.param(["you", "should"], "u shld", ["u shld"], id="chat spelling"),
        pytest.param(["call", "$kin"], "call mum", ["call mum"], id="list"),
        pytest.param(["call", "$kin"], "call him", [], id="not in the list"),
        pytest.param(["call", "$kin"], "call step dad", [], id="only the one-word entries of a list"),
        pytest.param([{"NORM": "$kin"}, {"LIKE_NUM": True}], "mum 2", ["mum 2"], id="attributes"),
        pytest.param([{"LOWER": "$kin"}], "Mum", ["Mum"], id="list for another attribute"),
        pytest.param(["call", {"OP": "+", "IS_ALPHA": True}], "call my mum", ["call my mum"], id="longest"),
    ],
)
def test_token_pattern_finds(pattern: list[Any], text: str, matches: list[str]) -> None:
    patterns = PatternSet(COMPILER, tokens=[pattern])
    assert [span.text for span in patterns.find(BLANK(text)[:])] == matches


def test_a_token_pattern_says_which_list_is_missing() -> None:
    with pytest.raises(PhraseError, match="there is no word list “kni”"):
        PatternSet(COMPILER, tokens=[["call", "$kni"]])


def parsed(words: list[str], heads: list[int], deps: list[str]) -> Doc:
    return Doc(BLANK.vocab, words=words, heads=heads, deps=deps)


TREE = [
    {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"NORM": "$call"}},
    {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "whom", "RIGHT_ATTRS": {"DEP": "dobj", "NORM": "$kin"}},
]


@pytest.mark.parametrize(
    ("words", "heads", "deps", "matches"),
    [
        pytest.param("ring your mum now", [0, 2, 0, 0], "ROOT poss dobj advmod", ["ring your mum"], id="object"),
        pytest.param("ring now said mum", [2, 0, 2, 2], "ccomp advmod ROOT nsubj", [], id="no object"),
        pytest.param("ring your boss now", [0, 2, 0, 0], "ROOT poss dobj advmod", [], id="not in the list"),
    ],
)
def test_dependency_pattern_finds(words: str, heads: list[int], deps: str, matches: list[str]) -> None:
    patterns = PatternSet(COMPILER, dependency=[TREE])
    doc = parsed(words.split(), heads, deps.split())
    assert [span.text for span in patterns.find(doc[:])] == matches


def test_a_dependency_pattern_is_silent_without_a_parse() -> None:
    assert PatternSet(COMPILER, dependency=[TREE]).find(BLANK("ring your mum now")[:]) == []


def test_a_match_never_reaches_beyond_its_sentence() -> None:
    doc = BLANK("you call. him now call him")
    patterns = PatternSet(COMPILER, phrases=["call ... him"], tokens=[["him", "now"]])
    assert [span.text for span in patterns.find(doc[:3])] == []
    assert [(span.start, span.text) for span in patterns.find(doc[3:])] == [(3, "him now"), (5, "call him")]


def test_a_set_of_nothing_is_false_and_finds_nothing() -> None:
    nothing = PatternSet(COMPILER)
    assert not nothing
    assert nothing.find(BLANK("you should")[:]) == []
    assert PatternSet(COMPILER, phrases=["a"]) and PatternSet(COMPILER, tokens=[["a"]])


# Anchors

WORDS = [
    "you",
    "u",
    "should",
    "just",
    "kind",
    "of",
    "call",
    "ring",
    "give",
    "a",
    "mum",
    "step",
    "dad",
    "2",
    "n't",
    ",",
    ".",
    "💛",
]
PARTS = [
    "you",
    "should/call",
    "$kin",
    "$call",
    "$soft?",
    "just?",
    "!$kin",
    "!call/ring",
    "...",
    "[word]",
    "[word]?",
    "[number]",
]


@given(
    st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_no_match_is_lost_where_the_anchors_say_there_is_none(phrases: list[str], text: str, tokens: bool) -> None:
    try:
        patterns = PatternSet(COMPILER, phrases=phrases, tokens=[["u"]] if tokens else ())
    except PhraseError:
        return
    sentence = BLANK(text)[:]
    if patterns.find(sentence):
        assert patterns.may_match(Sentence.of(sentence).present)


@given(
    st.lists(st.sampled_from([*WORDS, "should", "i", "him", "tell", "stop", "taking", "meds"]), max_size=14).map(
        " ".join
    )
)
@settings(max_examples=60, deadline=None)
def test_no_match_of_a_shipped_rule_is_lost_either(text: str) -> None:
    sentence = BLANK(text)[:]
    for patterns in SHIPPED:
        if patterns.find(sentence):
            assert patterns.may_match(Sentence.of(sentence).present)


def shipped() -> list[PatternSet]:
    rulebook = load_rulebook()
    compiler = Compiler(BLANK, rulebook.words)
    return [
        PatternSet(compiler, phrases=rule.conditions.match.phrases, words=rule.conditions.words)
        for rule in rulebook.rules.values()
        if rule.category == "advice"
    ]


SHIPPED = shipped()


@pytest.mark.parametrize(
    ("text", "may"),
    [("you should rest", True), ("shld", True), ("ring her", True), ("my mum", False), ("you", False), ("", False)],
)
def test_anchors_leave_out_sentences_without_them(text: str, may: bool) -> None:
    patterns = PatternSet(COMPILER, phrases=["should $kin", "[word] call/ring"])
    assert patterns.may_match(Sentence.of(BLANK(text)[:]).present) is may


@pytest.mark.parametrize(
    "phrase", ["you ... should", "$soft? $soft? $soft? call", "[word] [word] [word]? call", "a a? a? a?"]
)
@pytest.mark.parametrize("word", ["you", "just", "kind of", "a", "call", "a,"])
def test_one_word_over_and_over_is_read_to_the_end(phrase: str, word: str) -> None:
    patterns = PatternSet(COMPILER, phrases=[phrase])
    for piece in split(f"{word} " * 3_000 + "you should call"):
        spans = patterns.find(BLANK(piece)[:])
        assert all(one.end <= other.start for one, other in pairwise(spans))
