"""Offsets count code points of the unchanged text, whatever stands around the words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.pipeline import LONGEST_READ
from reviewer.review import Review, Reviewer

FAMILY = "👨\u200d👩\u200d👧"
SNIPPETS = [
    "You should call her.",
    "u shld stop takin ur meds",
    "You’ve got to leave him",
    "just block his number",
    "Take your time.",
    "Have you tried yoga? Have you tried running?",
    "ring me on 020 7946 0123",
    "write to a.b@example.org",
    "“you should go” she said",
    "I've never told anyone this",
    "> you should leave",
    "Thank you for telling me. What was that like?",
]
AROUND = [
    *(
        "💛",
        "❤️",
        "👍🏽",
        FAMILY,
        "🇬🇧",
        ":)",
        "e\u0301",
        "\u0301",
        "a\u0308\u0323",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2060",
    ),
    *(
        "\r\n",
        "\n",
        "\r",
        "\t",
        "  ",
        "\u00a0",
        "\u2028",
        "\x0b",
        "\x00",
        "\x1b[31m",
        "",
        "…",
        "!!",
        "(",
        ")",
        '"',
        "’",
        "“",
    ),
    *("ﬁ", "ß", "İ", "ſ", "हूँ", "你好", "𝗬𝗼𝘂", "\u202e", "<b>", "&amp;", "=1+1", "'s", "n't", "x", "No.", "7"),
]


def assert_offsets_fit(review: Review) -> None:
    text = review.message.text
    for found in (review.findings, review.strengths):
        assert [(one.start, one.end, one.rule) for one in found] == sorted((o.start, o.end, o.rule) for o in found)
        ends: dict[str, int] = {}
        for one in found:
            assert 0 <= one.start < one.end <= len(text)
            assert text[one.start : one.end] == one.match
            assert ends.get(one.category, 0) <= one.start
            ends[one.category] = one.end
            assert len(one.suggestions) <= 3


@given(
    st.lists(st.sampled_from(SNIPPETS) | st.sampled_from(AROUND) | st.just(" "), max_size=12).map("".join),
    st.none() | st.sampled_from(SNIPPETS),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_finding_is_a_slice_of_the_text(reviewer: Reviewer, text: str, reply: str | None) -> None:
    review = reviewer.review(text, reply)
    assert review.message.text == text
    assert_offsets_fit(review)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_reviewed(reviewer: Reviewer, text: str) -> None:
    assert_offsets_fit(reviewer.review(text, text))


@pytest.mark.parametrize(
    "before", [f"{sign} " for sign in AROUND if sign and not sign.isalnum() and sign not in '“"('], ids=repr
)
def test_what_stands_before_only_moves_a_finding(reviewer: Reviewer, before: str) -> None:
    text = before + "\n" + "u shld stop takin ur meds tbh"
    found = [(one.rule, one.start, one.match) for one in reviewer.review(text).findings]
    assert found == [("advice.change-medication", len(before) + 8, "stop takin ur meds")]


# What was not looked at

NO_WORDS = "There are no words here to read."
SPANISH = "Hola, no sé qué hacer con mi hermana porque ella no me habla desde hace mucho tiempo."
PARTS = {
    "nothing": ("", True, (NO_WORDS,)),
    "white space": (" \r\n\t\u200b", True, (NO_WORDS,)),
    "emoji": (f"💛❤️👍🏽{FAMILY}", True, (NO_WORDS,)),
    "marks": ("?!… ...", True, (NO_WORDS,)),
    "a link": ("https://www.example.org/a?b=c#d", True, ()),
    "a number": ("7", True, ()),
    "English": ("You should call her.", True, ()),
    "Spanish": (
        SPANISH,
        False,
        ("This looks like Spanish, so it was not read; only identifying details were looked for.",),
    ),
    "Hindi": (
        "मैं ठीक हूँ, आप कैसे हैं?",
        False,
        ("This is not in Latin letters, so it was not read; only contact details were looked for.",),
    ),
    "half Spanish, half English": (
        "No sé qué hacer con mi hermana. I feel so alone and do not know what to say.",
        True,
        ("A part of this looks like Spanish and was not read.",),
    ),
    "Hindi in Latin letters": (
        "mujhe bahut bura lag raha hai yaar",
        False,
        (
            "This looks like a language other than English, so it was not read; "
            "only identifying details were looked for.",
        ),
    ),
    "too long": (
        f"You should call her.{' ' * 150_000}\r\n{' ' * 119_978}",
        True,
        ("Only the first 200,000 characters were read; 70,000 were not.",),
    ),
    "a megabyte without a space": (
        "a" * 1_000_000,
        True,
        ("Only the first 200,000 characters were read; 800,000 were not.",),
    ),
    "too long and no words": (
        "\n" * (LONGEST_READ + 1),
        True,
        ("Only the first 200,000 characters were read; 1 were not.", NO_WORDS),
    ),
}


@pytest.mark.parametrize(("text", "reviewed", "caveats"), PARTS.values(), ids=PARTS.keys())
def test_what_was_not_read_is_said(reviewer: Reviewer, text: str, reviewed: bool, caveats: tuple[str, ...]) -> None:
    review = reviewer.review(text)
    assert (review.reviewed, review.caveats) == (reviewed, caveats)
    assert_offsets_fit(review)


def test_in_another_language_only_identifying_details_are_found(reviewer: Reviewer) -> None:
    review = reviewer.review(f"{SPANISH} You should leave. Mi correo es ash@example.org")
    assert {one.category for one in review.findings} <= {"identifying"}
    assert review.reviewed is False
    assert review.level is None or review.findings


@pytest.mark.parametrize(
    "reply", ["", SPANISH, "💛", "a" * 300_000, "🙂" * 20_000, "(" * 20_000], ids=lambda text: text[:8]
)
def test_whatever_was_answered_the_draft_is_reviewed(reviewer: Reviewer, reply: str) -> None:
    review = reviewer.review("u shld stop takin ur meds", reply)
    assert [one.rule for one in review.findings] == ["advice.change-medication"]
    assert (review.reviewed, review.caveats) == (True, ())


def test_a_message_of_100_kilobytes_is_read_to_its_end(reviewer: Reviewer) -> None:
    filler = "Notwithstanding everything, yesterday's circumstances were extraordinarily overwhelming. 💛\r\n"
    text = filler * (100_000 // len(filler)) + "You should call her."
    review = reviewer.review(text)
    last = review.findings[-1]
    assert (last.match, last.end) == ("You should call her.", len(text))
    assert review.caveats == ()
    assert_offsets_fit(review)
