"""Find every detail that names, reaches or singles out somebody; what is flagged, others decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from reviewer.errors import OptionError, nearest
from reviewer.identifiers import contacts, dates, numbers, organisations, people, phones, places
from reviewer.identifiers.helplines import is_helpline
from reviewer.identifiers.identifier import Identifier, without_overlaps
from reviewer.identifiers.passage import Passage
from reviewer.rulefile import REGIONS

__all__ = ["Identifier", "create_identifiers", "find_identifiers", "is_helpline"]


def find_identifiers(doc: Doc, *, regions: tuple[str, ...] = REGIONS) -> tuple[Identifier, ...]:
    """Return the identifying details of a text in order, none overlapping.

    Args:
        doc: one sentence or a whole message; its entities, if set, only make names surer.
        regions: two-letter codes of the countries whose national telephone numbers count.
    """
    passage = Passage.of(doc)
    return without_overlaps(hit for hit in _all_hits(passage, regions) if hit.end > hit.start)


def _all_hits(passage: Passage, regions: tuple[str, ...]) -> Iterator[Identifier]:
    yield from contacts.find(passage)
    yield from phones.find(passage, regions)
    yield from numbers.find(passage)
    yield from dates.find(passage)
    yield from places.find(passage)
    yield from organisations.find(passage)
    yield from people.find(passage)


@dataclass(frozen=True, slots=True)
class IdentifierMarker:
    """Mark identifying details as ``doc.spans["identifiers"]``, with how sure each is in ``attrs["scores"]``.

    A span takes in whole tokens; `find_identifiers` gives the exact offsets.

    Args:
        regions: two-letter codes of the countries whose national telephone numbers count.
    """

    regions: tuple[str, ...]

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its identifying details marked.

        Args:
            doc: one sentence or a whole message.
        """
        group = SpanGroup(doc, name="identifiers", attrs={"scores": []})
        for hit in find_identifiers(doc, regions=self.regions):
            span = doc.char_span(hit.start, hit.end, label=hit.entity, alignment_mode="expand")
            if span is not None:
                group.append(span)
                group.attrs["scores"].append(hit.score)
        doc.spans["identifiers"] = group
        return doc


@Language.factory("peer_identifiers", default_config={"regions": list(REGIONS)})
def create_identifiers(nlp: Language, name: str, regions: list[str]) -> IdentifierMarker:
    """Return the pipeline component that marks identifying details.

    Args:
        nlp: the pipeline it joins.
        name: what the pipeline calls it.
        regions: two-letter codes of the countries whose national telephone numbers count.
    """
    for region in regions:
        if region not in phonenumbers.SUPPORTED_REGIONS:
            raise OptionError(f"“{region}” is no region", nearest(region, phonenumbers.SUPPORTED_REGIONS))
    return IdentifierMarker(tuple(regions))
