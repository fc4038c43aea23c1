"""One identifying detail, and which of two that overlap stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identifier:
    """Hold one detail that names, reaches or singles out somebody.

    Args:
        start: where it begins, in code points of the original text.
        end: where it ends, exclusive, in code points of the original text.
        entity: what it is, as Presidio names it: PERSON, PHONE_NUMBER, LOCATION …
        score: how sure we are. From 0.85: a check digit or a plain statement ("my name is …") says so.
            From 0.6: the shape fits and so do the words around it. Below: the shape alone.
        reason: which pattern, which check and which words around it, in plain words.
    """

    start: int
    end: int
    entity: str
    score: float
    reason: str


def without_overlaps(hits: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Return the hits in order of place; of two that overlap the surer stays, then the longer.

    Args:
        hits: details found by any family, in any order.
    """
    starts: list[int] = []
    kept: list[Identifier] = []
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.start - hit.end, hit.start, hit.entity)):
        place = bisect_left(starts, hit.start)
        clear_before = place == 0 or kept[place - 1].end <= hit.start
        clear_after = place == len(kept) or hit.end <= kept[place].start
        if clear_before and clear_after:
            starts.insert(place, hit.start)
            kept.insert(place, hit)
    return tuple(kept)
