"""Reviews as text and rows: which findings make a card, where the marks stand, and what is made harmless."""

from __future__ import annotations

import json

import click
import pytest

from reviewer.message import Message
from reviewer.report.harmless import for_cell, for_line, for_terminal
from reviewer.report.rows import COLUMNS, csv_lines, finding_rows, json_line
from reviewer.report.text import LONGEST_SHOWN, Summary, cards, review_text
from reviewer.review import Finding, Review
from reviewer.rewrite import Suggestion
from reviewer.rulefile import Level

NOTICE, PAUSE, CHECK = Level.NOTICE, Level.PAUSE, Level.CHECK


def finding(rule: str, start: int, end: int, level: Level = PAUSE, *offered: str, text: str = "") -> Finding:
    return Finding(
        rule=rule,
        category=rule.partition(".")[0],
        level=level,
        start=start,
        end=end,
        match=text[start:end],
        title=f"Title of {rule}",
        message=f"“{text[start:end]}” was noticed.",
        question="Whose is it?",
        suggestions=tuple(Suggestion(one, False) for one in offered),
    )


def review(text: str, *found: tuple[str, int, int, Level], strengths: int = 0, **more: object) -> Review:
    """Return a review of a text with findings, and one strength on its first word as often as wanted."""
    return Review(
        message=Message("m", text, **more),  # type: ignore[arg-type]
        findings=tuple(finding(*one, text=text) for one in found),
        strengths=tuple(finding("strength.warm", 0, 4, Level.STRENGTH, text=text) for _ in range(strengths)),
        rulebook_version="v",
        model="m",
    )


def plain(one: Review, **options: object) -> str:
    return click.unstyle(review_text(one, **options))  # type: ignore[arg-type]


# Cards


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([("a.x", 0, 3, PAUSE)], [["a.x"]], id="one"),
        pytest.param([("a.x", 0, 3, PAUSE), ("b.y", 4, 6, PAUSE)], [["a.x"], ["b.y"]], id="apart"),
        pytest.param([("a.x", 0, 3, PAUSE), ("b.y", 3, 6, PAUSE)], [["a.x"], ["b.y"]], id="touching is apart"),
        pytest.param([("a.x", 0, 3, PAUSE), ("b.y", 0, 3, PAUSE)], [["a.x", "b.y"]], id="the same words"),
        pytest.param([("a.x", 0, 9, PAUSE), ("b.y", 2, 4, CHECK)], [["b.y", "a.x"]], id="nested, the weightier leads"),
        pytest.param([("a.x", 0, 3, PAUSE), ("a.x", 7, 9, PAUSE)], [["a.x", "a.x"]], id="the same rule"),
        pytest.param([("a.x", 0, 3, NOTICE), ("b.y", 5, 8, CHECK)], [["b.y"], ["a.x"]], id="the weightiest first"),
        pytest.param([("b.y", 9, 12, PAUSE), ("a.x", 0, 3, PAUSE)], [["a.x"], ["b.y"]], id="then by place"),
        pytest.param(
            [("a.x", 0, 4, PAUSE), ("b.y", 3, 7, PAUSE), ("c.z", 6, 9, PAUSE)], [["a.x", "b.y", "c.z"]], id="a chain"
        ),
    ],
)
def test_cards(found: list[tuple[str, int, int, Level]], expected: list[list[str]]) -> None:
    made = cards([finding(*one) for one in found])
    assert [[one.rule for one in card.findings] for card in made] == expected


@pytest.mark.parametrize(
    ("places", "joined"),
    [
        ([(0, 3), (5, 8)], [(0, 3), (5, 8)]),
        ([(5, 8), (0, 3)], [(0, 3), (5, 8)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
        ([(0, 5), (3, 8), (8, 9)], [(0, 8), (8, 9)]),
        ([(2, 4), (2, 4)], [(2, 4)]),
    ],
    ids=str,
)
def test_places_of_a_card(places: list[tuple[int, int]], joined: list[tuple[int, int]]) -> None:
    (card,) = cards([finding("a.x", *place) for place in places])
    assert card.places() == joined


# Marks


@pytest.mark.parametrize(
    ("text", "found", "marked"),
    [
        pytest.param("one two", [("a.x", 0, 3, PAUSE)], "«one»¹ two", id="at the beginning"),
        pytest.param("one two", [("a.x", 4, 7, PAUSE)], "one «two»¹", id="at the end"),
        pytest.param("one two", [("a.x", 0, 7, PAUSE), ("b.y", 4, 7, PAUSE)], "«one two»¹", id="nested is one card"),
        pytest.param("onetwo", [("a.x", 0, 3, PAUSE), ("b.y", 3, 6, PAUSE)], "«one»¹«two»²", id="side by side"),
        pytest.param("one two", [("a.x", 0, 3, PAUSE), ("b.y", 4, 7, CHECK)], "«one»² «two»¹", id="weightiest is ¹"),
        pytest.param("one two", [("a.x", 0, 3, PAUSE), ("a.x", 4, 7, PAUSE)], "«one»¹ «two»¹", id="one rule twice"),
        pytest.param(
            "one two six",
            [("a.x", 0, 5, CHECK), ("b.y", 6, 11, PAUSE), ("c.z", 4, 9, NOTICE)],
            "«one tw«o s»¹ix»²",
            id="a lighter one that bridges two",
        ),
        pytest.param("😀 one 👧 two", [("a.x", 2, 5, PAUSE), ("b.y", 8, 11, PAUSE)], "😀 «one»¹ 👧 «two»²", id="emoji"),
        pytest.param("one two", [("a.x", 0, 3, NOTICE)], "one two", id="a folded notice has no mark"),
    ],
)  # fmt: skip
def test_marks(text: str, found: list[tuple[str, int, int, Level]], marked: str) -> None:
    assert plain(review(text, *found)).splitlines()[0] == f"  │ {marked}"


def test_eleven_cards_have_numbers_of_two_digits() -> None:
    text = "abcdefghijk"
    found = [(f"a.{letter}", place, place + 1, PAUSE) for place, letter in enumerate(text)]
    shown = plain(review(text, *found), everything=True)
    assert shown.splitlines()[0].endswith("«i»⁹«j»¹⁰«k»¹¹")


# Lines


@pytest.mark.parametrize("width", [40, 41, 60, 88, 100])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 60, id="words"),
        pytest.param("😀🎉👩‍👧 ja " * 40, id="emoji"),
        pytest.param("https://example.org/" + "a" * 200, id="one long word"),
        pytest.param("über-maß-voll " * 30, id="hyphens"),
        pytest.param("one\n\n\n  two\tthree\r\nfour", id="line ends"),
    ],
)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    whole = review(text, ("advice.some-rule-with-a-long-name", 0, len(text), PAUSE), strengths=2)
    lines = plain(whole, width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_words_of_a_message_survive_the_wrapping() -> None:
    text = "Hello there 😀\n\nthis goes on for a while, and then a little longer than the line is"
    lines = plain(review(text), width=40).splitlines()
    message = [line.removeprefix("  │").strip() for line in lines if line.startswith("  │")]
    assert message == ["Hello there 😀", "", "this goes on for a while, and then a", "little longer than the line is"]


def test_colours_take_no_room() -> None:
    text = "word " * 30
    shown = review_text(review(text, ("a.x", 0, 9, PAUSE), strengths=1), width=40)
    assert shown != click.unstyle(shown)
    assert max(map(len, click.unstyle(shown).splitlines())) <= 40


@pytest.mark.parametrize(
    ("length", "found", "is_cut"),
    [
        (LONGEST_SHOWN, [], False),
        (LONGEST_SHOWN + 1, [], True),
        (LONGEST_SHOWN + 1, [("a.x", 0, 3, NOTICE)], True),
        (LONGEST_SHOWN + 1, [("a.x", 0, 3, PAUSE)], False),
    ],
    ids=["short", "long", "long with a notice", "long with a card"],
)
def test_a_long_message_is_only_cut_where_no_card_needs_it(
    length: int, found: list[tuple[str, int, int, Level]], is_cut: bool
) -> None:
    assert (" …" in plain(review("x" * length, *found))) is is_cut


def test_what_is_filtered_out_is_not_called_nothing() -> None:
    quiet = plain(review("one two", ("a.x", 0, 3, PAUSE)), least=CHECK)
    assert quiet == "  │ one two"


# The summary


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param([], ["No message was read."], id="none"),
        pytest.param(
            [review("hi", is_system=True)],
            ["No message was read."],
            id="only the chat program spoke",
        ),
        pytest.param(
            [review("Well", ("a.x", 0, 4, CHECK), ("a.y", 0, 1, NOTICE), ("b.z", 0, 1, PAUSE), strengths=2)],
            [
                "1 message, 1 of them reviewed as a supporter's.",
                "What is good in them: title of strength.warm 2.",
                "Advice: 1 check, 1 notice.",
                "b: 1 pause.",
            ],
            id="what is good first",
        ),
    ],
)
def test_summary(seen: list[Review], expected: list[str]) -> None:
    summary = Summary()
    for one in seen:
        summary.add(one)
    assert click.unstyle(summary.text({"a": "Advice"})).splitlines() == expected


# Rows


def test_a_row_has_a_cell_for_each_column() -> None:
    one = review("one two", ("a.x", 0, 3, PAUSE), strengths=1, author="Sam", conversation="c", sent_at="2024-06-23")
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in finding_rows(one)]
    assert [(row["rule"], row["level"], row["message_level"]) for row in rows] == [
        ("strength.warm", "strength", "pause"),
        ("a.x", "pause", "pause"),
    ]
    assert rows[1] == {
        "id": "m", "conversation": "c", "author": "Sam", "sent_at": "2024-06-23", "message_level": "pause",
        "rule": "a.x", "category": "a", "level": "pause", "start": 0, "end": 3, "match": "one",
        "title": "Title of a.x", "message": "“one” was noticed.", "question": "Whose is it?", "suggestion_1": None,
        "suggestion_2": None, "suggestion_3": None, "entity": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (0, "0"),
        ("a,b", '"a,b"'),
        ('say "so"', '"say ""so"""'),
        ("a\nb", '"a\nb"'),
        ("a\rb", '"a\rb"'),
        ("\nb", '"\'\nb"'),
        ("=1+1", "'=1+1"),
        ("😀", "😀"),
    ],
    ids=repr,
)
def test_csv_cells(cell: object, written: str) -> None:
    assert csv_lines([("x", cell), (cell, "y")]) == f"x,{written}\n{written},y"


@pytest.mark.parametrize(
    "odd", ["\x00", "\x1b[2J", "\x7f", "\x85", "\x9b2J", "\u2028", "\u202e", "\u2066", "\u200e"], ids=ascii
)
def test_json_escapes_what_a_terminal_or_a_line_reader_might_obey(odd: str) -> None:
    line = json_line(review(f"😀 é {odd}", author=odd), with_text=True)
    assert line.isprintable()
    assert "😀 é " in line
    assert json.loads(line)["text"] == f"😀 é {odd}"
    assert json.loads(line)["author"] == odd


# Harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain, é 😀 👩‍👧 مرحبا", "plain, é 😀 👩‍👧 مرحبا", id="ordinary text"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tab and line end"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="other line ends"),
        pytest.param("\x1b[31mred\x1b[0m", "␛[31mred␛[0m", id="colours"),
        pytest.param("\x1b]0;title\x07", "␛]0;title␇", id="window title"),
        pytest.param("\x1b]8;;http://x\x1b\\link", "␛]8;;http://x␛\\link", id="hidden link"),
        pytest.param("\x9b2J\x85\x90", "�2J��", id="8-bit escapes"),
        pytest.param("a\x08b\x00\x7f\x0b\x0c", "a␈b␀␡␋␌", id="other controls"),
        pytest.param("\u202aa\u202bb\u202cc\u202dd\u202ee", "abcde", id="direction marks"),
        pytest.param("\u2066a\u2067b\u2068c\u2069d\u200ee\u200ff\u061cg", "abcdefg", id="direction isolates"),
    ],
)
def test_for_terminal(text: str, shown: str) -> None:
    assert for_terminal(text) == shown
    assert for_terminal(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Sam", "Sam"), ("  Sam \n\n Lee\t", "Sam Lee"), ("a\rb", "a b"), ("\x1b[2J\u2028x", "␛[2J x"), ("", "")],
    ids=ascii,
)
def test_for_line(text: str, shown: str) -> None:
    assert for_line(text) == shown


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        *((f"{sign}x", f"'{sign}x") for sign in "=+-@\t\r\n＝＋－＠"),
        ("x=1", "x=1"),
        ("'=1", "'=1"),
        ("", ""),
        ("«", "«"),
    ],
    ids=ascii,
)
def test_for_cell(cell: str, written: str) -> None:
    assert for_cell(cell) == written
