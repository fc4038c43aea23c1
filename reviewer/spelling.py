"""The usual spelling of chat words, as spaCy's NORM: “u” is you, “shoulda” is should have.

The text is never changed; only what the patterns compare is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from spacy.attrs import NORM, ORTH
from spacy.language import Language


def teach_spellings(nlp: Language, entries: Iterable[str]) -> None:
    """Give a pipeline's tokenizer and vocabulary the usual spelling of chat words.

    Args:
        nlp: the pipeline; teaching it twice changes nothing.
        entries: lines such as ``u = you`` and, where one word is cut in two, ``should+a = should have``.
    """
    tokenizer: Any = nlp.tokenizer  # spaCy's stubs take it for any callable
    for entry in entries:
        written, _, usual = (part.strip() for part in entry.partition("="))
        pieces, norms = written.split("+"), usual.split()
        for form in ("".join(pieces), "".join(pieces).capitalize(), "".join(pieces).upper()):
            if len(pieces) == 1 and len(norms) == 1:
                nlp.vocab[form].norm_ = usual
                if len(form) == 1:  # spaCy takes a letter and a full stop for one word
                    tokenizer.add_special_case(f"{form}.", [{ORTH: form, NORM: usual}, {ORTH: "."}])
                continue
            cuts = [len("".join(pieces[:number])) for number in range(len(pieces) + 1)]
            orths = [form[start:end] for start, end in pairwise(cuts)]
            tokenizer.add_special_case(
                form, [{ORTH: orth, NORM: norm} for orth, norm in zip(orths, norms, strict=True)]
            )
