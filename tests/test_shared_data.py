"""Real messages of peers: whatever stands in them, offsets fit and nothing breaks."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from reviewer.message import Message
from reviewer.review import Review, Reviewer

ROWS = 400


@pytest.fixture(scope="module", params=["reddit_replies_dev.jsonl", "esconv_dev.jsonl"])
def reviews(request: pytest.FixtureRequest, shared: Path, reviewer: Reviewer) -> list[Review]:
    with (shared / "data" / request.param).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, ROWS)]
    messages = [Message(row["id"], row["text"], reply_to=row.get("reply_to")) for row in rows]
    return list(reviewer.review_all(messages))


def test_every_message_gives_a_review(reviews: list[Review]) -> None:
    assert len(reviews) == ROWS
    assert any(review.findings for review in reviews)


def test_every_finding_is_a_slice_of_its_text(reviews: list[Review]) -> None:
    for review in reviews:
        for one in (*review.findings, *review.strengths):
            assert 0 <= one.start < one.end <= len(review.message.text)
            assert review.message.text[one.start : one.end] == one.match
            assert one.match.strip() == one.match


def test_findings_of_a_category_never_overlap_and_stand_in_order(reviews: list[Review]) -> None:
    for review in reviews:
        for found in (review.findings, review.strengths):
            assert [one.start for one in found] == sorted(one.start for one in found)
            ends: dict[str, int] = {}
            for one in found:
                assert ends.get(one.category, 0) <= one.start, (review.message.text, one)
                ends[one.category] = one.end


def test_no_more_than_three_offers_and_none_unfinished(reviews: list[Review]) -> None:
    for review in reviews:
        for one in review.findings:
            assert len(one.suggestions) <= 3
            assert not any("{" in text for text in (one.message, *(offer.text for offer in one.suggestions)))
