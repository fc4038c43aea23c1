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

__all__ = ["REGIONS", "Identifier", "create_identifiers", "find_identifiers", "is_helpline"]

REGIONS = ("GB", "IE", "US", "CA", "AU", "NZ", "IN", "ZA")


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
    """Mark identifying details on a doc: ``doc.spans["identifiers"]`` and, exactly, ``doc.user_data["identifiers"]``.

    Args:
        regions: two-letter codes of the countries whose national telephone numbers count.
    """

    regions: tuple[str, ...]

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its identifying details marked.

        Args:
            doc: one sentence or a whole message.
        """
        hits = find_identifiers(doc, regions=self.regions)
        doc.user_data["identifiers"] = hits
        # "expand" changes nothing unless a border falls inside a token ("22f", "leeds's")
        spans = [doc.char_span(hit.start, hit.end, label=hit.entity, alignment_mode="expand") for hit in hits]
        doc.spans["identifiers"] = SpanGroup(
            doc, name="identifiers", spans=[span for span in spans if span is not None]
        )
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
