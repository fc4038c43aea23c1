"""Messages are cut into sentences, none of whose code points is lost."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.sentences import LONGEST, LONGEST_WORD, SENTENCES, sentence_spans, split

BLANK = spacy.blank("en")
FAMILY = "👨\u200d👩\u200d👧"

SPLITS = {
    # nothing to cut
    "nothing": ("", []),
    "one word": ("hi", ["hi"]),
    "white space only": (" \n\t ", [" \n\t "]),
    "no marks at all": ("so i just went home and sat there", ["so i just went home and sat there"]),
    # line ends
    "line feed": ("one\ntwo", ["one\n", "two"]),
    "carriage return and line feed": ("one\r\ntwo", ["one\r\n", "two"]),
    "carriage return": ("one\rtwo", ["one\r", "two"]),
    "empty lines stay with what is before them": ("one\n\n \ntwo", ["one\n\n \n", "two"]),
    "empty lines at the start": ("\r\n\nhi", ["\r\n\nhi"]),
    "line end at the end": ("hi\n", ["hi\n"]),
    "line separator": ("one\u2028two\u2029three\x85four", ["one\u2028", "two\u2029", "three\x85", "four"]),
    # punctuation
    "full stop": ("Hi there. How are you?", ["Hi there. ", "How are you?"]),
    "white space goes with the sentence before": ("  hi.\t  ok  ", ["  hi.\t  ", "ok  "]),
    "several marks": ("really?! no way!!! ok", ["really?! ", "no way!!! ", "ok"]),
    "a mark with a space before it": ("why ? because", ["why ? ", "because"]),
    "three full stops": ("wait... what", ["wait... ", "what"]),
    "ellipsis": ("wait… what", ["wait… ", "what"]),
    "other scripts": ("मैं ठीक हूँ। आप?", ["मैं ठीक हूँ। ", "आप?"]),
    "a mark inside a word": ("see www.example.org or ring 3.5 times", ["see www.example.org or ring 3.5 times"]),
    "no space after the mark": ("hi.there", ["hi.there"]),
    "marks alone": ("? ?? ???", ["? ", "?? ", "???"]),
    # closers
    "quotation mark after the stop": ('"Stop." I did', ['"Stop." ', "I did"]),
    "curly quotation mark": ("He said “go.” Then left.", ["He said “go.” ", "Then left."]),
    "bracket after the stop": ("(maybe.) ok", ["(maybe.) ", "ok"]),
    "bold": ("*ok.* next", ["*ok.* ", "next"]),
    # abbreviations
    "title": ("I saw Dr. Shah. She was kind.", ["I saw Dr. Shah. ", "She was kind."]),
    "title in lower case": ("mrs. khan rang", ["mrs. khan rang"]),
    "for example": ("something small, e.g. a walk. ok", ["something small, e.g. a walk. ", "ok"]),
    "time of day": ("i finish at 5 p.m. then its tea", ["i finish at 5 p.m. then its tea"]),
    "list numbers": ("1. breathe 2. write", ["1. breathe 2. write"]),
    "list numbers on lines": ("1. breathe\n2. write", ["1. breathe\n", "2. write"]),
    "no is an answer": ("She said no. You rang twice.", ["She said no. ", "You rang twice."]),
    # emoji and emoticons
    "emoji in the middle": ("that sounds hard 💛 whats up", ["that sounds hard 💛 ", "whats up"]),
    "emoji with a variation selector": ("sending you love ❤️ how is it", ["sending you love ❤️ ", "how is it"]),
    "emoji with a skin tone": ("well done you 👍🏽 lovely", ["well done you 👍🏽 ", "lovely"]),
    "emoji joined": (f"say hi to all {FAMILY} ok", [f"say hi to all {FAMILY} ", "ok"]),
    "several emoji": ("glad you wrote 💛💛💛 ok", ["glad you wrote 💛💛💛 ", "ok"]),
    "emoji at the end": ("glad you wrote 💛", ["glad you wrote 💛"]),
    "emoji at the start": ("💛 glad you wrote", ["💛 glad you wrote"]),
    "emoji for a word": ("i 💙 you so much", ["i 💙 you so much"]),
    "emoji inside a word": ("good🙂morning to you", ["good🙂morning to you"]),
    "emoji after the stop": ("Really. 🙂 Ok", ["Really. ", "🙂 Ok"]),
    "emoticon": ("good for you :) how is it", ["good for you :) ", "how is it"]),
    "emoticon with a nose": ("oh no then ;-( how", ["oh no then ;-( ", "how"]),
    "heart": ("love you lots <3 night", ["love you lots <3 ", "night"]),
    # too long
    "long without a space": ("a" * (2 * LONGEST_WORD + 5), ["a" * LONGEST_WORD, "a" * LONGEST_WORD, "aaaaa"]),
    "long with spaces is cut at one": ("word7 " * 150, ["word7 " * 133, "word7 " * 17]),
    "byte order mark": ("\ufeffhi. ok", ["\ufeffhi. ", "ok"]),
}


@pytest.mark.parametrize(("text", "pieces"), SPLITS.values(), ids=SPLITS.keys())
def test_text_is_cut_into_sentences(text: str, pieces: list[str]) -> None:
    assert split(text) == pieces
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    "repeated",
    ["🙂", "🏽", "❤️", "🙂 ", ".", ". ", "?!", "1. ", ":) ", "<3 ", "\n", " ", "a", "a ", ".”", "\u200d", "dr. "],
    ids=repr,
)
@pytest.mark.parametrize("end", ["", "x", " x"], ids=["bare", "then a letter", "then a word"])
def test_one_sign_over_and_over_comes_back_whole(repeated: str, end: str) -> None:
    # a pattern that tried every way to divide a run of emoji would never come back from this
    text = "so then " + repeated * 20_000 + end
    pieces = split(text)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= LONGEST


def chat() -> st.SearchStrategy[str]:
    odd = ["\r\n", "\n", " ", "  ", "\t", ".", "...", "?!", "…", "”", '"', "💛", "❤️", "👍🏽", FAMILY, ":)", "<3"]
    odd += ["e\u0301", "\u0301", "\u200b", "\u200d", "\ufeff", "\u00a0", "dr.", "1.", "no", "dont", "हूँ।", "a" * 500]
    return st.lists(st.sampled_from(odd) | st.text(st.characters(exclude_categories=("Cs",)), max_size=5)).map("".join)


@given(chat() | st.text(st.characters(exclude_categories=("Cs",))))
@settings(max_examples=250, deadline=None)
def test_pieces_joined_are_the_text_and_none_is_empty_or_too_long(text: str) -> None:
    pieces = split(text)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= LONGEST for piece in pieces)


@given(chat())
@settings(max_examples=100, deadline=None)
def test_cutting_a_piece_again_gives_that_piece(text: str) -> None:
    assert all(split(piece) == [piece] for piece in split(text) if piece.strip())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Hi there. How are you?", ["Hi there.", "How are you?"], id="two"),
        pytest.param("ok then\n\nbye", ["ok then\n\n", "bye"], id="line ends"),
        pytest.param("glad you wrote 💛 ok", ["glad you wrote 💛", "ok"], id="emoji"),
    ],
)
def test_a_doc_of_another_pipeline_gets_its_sentences(text: str, sentences: list[str]) -> None:
    doc = BLANK(text)
    assert [span.text for span in sentence_spans(doc)] == sentences
    assert [span.text for span in doc.spans[SENTENCES]] == sentences


@given(text=chat())
@settings(max_examples=100, deadline=None)
def test_sentences_of_a_doc_cover_every_token_once(text: str) -> None:
    doc = BLANK(text)
    spans = list(sentence_spans(doc))
    assert [token.i for span in spans for token in span] == list(range(len(doc)))
    assert all(len(span) for span in spans)
