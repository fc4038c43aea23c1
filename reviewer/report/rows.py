"""Reviews as plain values: the JSON object of a message and the CSV rows of its findings."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

from reviewer.report.harmless import UNSAFE, for_cell
from reviewer.review import Finding, Review
from reviewer.rulefile import Level

SCHEMA = 1
COLUMNS = (
    "id", "conversation", "author", "sent_at", "message_level", "rule", "category", "level", "start", "end", "match",
    "title", "message", "question", "suggestion_1", "suggestion_2", "suggestion_3", "entity",
)  # fmt: skip


def review_object(review: Review, *, least: Level = Level.NOTICE, with_text: bool = False) -> dict[str, Any]:
    """Return the JSON object of a review.

    Args:
        review: the review.
        least: findings below this level are left out; strengths never are.
        with_text: whether the message's text stands in it.
    """
    message = review.message
    findings = [finding for finding in review.findings if finding.level >= least]
    level = max((finding.level for finding in findings), default=None)
    return {
        "schema": SCHEMA,
        "id": message.id,
        "conversation": message.conversation,
        "author": message.author,
        "sent_at": message.sent_at,
        "is_system": message.is_system,
        "reviewed": review.reviewed,
        "level": None if level is None else level.label,
        "findings": [_finding(finding) for finding in findings],
        "strengths": [_finding(finding) for finding in review.strengths],
        "measures": dict(review.measures),
        "caveats": list(review.caveats),
        "rulebook_version": review.rulebook_version,
        "model": review.model,
        **({"text": message.text} if with_text else {}),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "level": finding.level.label,
        "start": finding.start,
        "end": finding.end,
        "match": finding.match,
        "title": finding.title,
        "message": finding.message,
        "question": finding.question,
        "suggestions": [{"text": one.text, "replaces": one.replaces} for one in finding.suggestions],
        "entity": finding.entity,
    }


def json_line(review: Review, *, least: Level = Level.NOTICE, with_text: bool = False) -> str:
    """Return a review as one line of JSON, in which what a terminal or a line reader might obey is escaped.

    Args:
        review: the review.
        least: findings below this level are left out.
        with_text: whether the message's text stands in it.
    """
    line = json.dumps(review_object(review, least=least, with_text=with_text), ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def csv_lines(rows: Sequence[Sequence[object]]) -> str:
    """Return rows as CSV text without a line end after the last.

    Args:
        rows: cells; what begins like a formula is made harmless.
    """
    return "\n".join(map(_csv_line, rows))


def _csv_line(row: Sequence[object]) -> str:
    out = StringIO(newline="")
    csv.writer(out).writerow(["" if cell is None else for_cell(str(cell)) for cell in row])
    return out.getvalue().removesuffix("\r\n")  # the usual end, without which a cell with a bare CR is not quoted


def finding_rows(review: Review, *, least: Level = Level.NOTICE) -> list[tuple[object, ...]]:
    """Return a row, in the order of `COLUMNS`, for each finding and strength of a review.

    Args:
        review: the review.
        least: findings below this level are left out.
    """
    message = review.message
    head = (message.id, message.conversation, message.author, message.sent_at)
    findings = [finding for finding in review.findings if finding.level >= least]
    level = max((finding.level for finding in findings), default=None)
    rows: list[tuple[object, ...]] = []
    for one in (*review.strengths, *findings):
        texts = [suggestion.text for suggestion in one.suggestions]
        offered = (*texts, *[None] * (3 - len(texts)))
        place = (one.rule, one.category, one.level.label, one.start, one.end, one.match)
        rows.append((*head, level and level.label, *place, one.title, one.message, one.question, *offered, one.entity))
    return rows
