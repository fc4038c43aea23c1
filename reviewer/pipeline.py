"""Messages to Docs: each sentence through the language model, each message through our components."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from itertools import islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config

from reviewer.errors import ModelError
from reviewer.guards import REPLY
from reviewer.message import Message
from reviewer.profile import Profile
from reviewer.rulefile import REGIONS
from reviewer.sentences import SENTENCES, split

LONGEST_READ = 200_000
BATCH = 128

_OURS = ("peer_guards", "peer_identifiers", "peer_review")


def load_pipeline(profile: Profile | None = None) -> Language:
    """Return the pipeline of ``models/config.cfg`` with a team's settings.

    Args:
        profile: the team's settings; None takes the defaults.

    Raises:
        ModelError: the language model is not installed or is not one for English.
    """
    settings = profile or Profile()
    with as_file(files("reviewer.models") / "config.cfg") as path:
        config = load_config(path)
    base = settings.model or config["reviewer"]["base"]
    try:
        nlp = spacy.load(base, exclude=config["reviewer"]["exclude"])
    except (OSError, ImportError) as bad:
        remedy = "Install it with pip, or leave “model” out of the profile."
        raise ModelError(f"the language model “{base}” is not installed", remedy) from bad
    if nlp.lang != "en":
        raise ModelError(f"the language model “{base}” is for “{nlp.lang}”", "Choose one for English.")
    dirs = [str(folder) for folder in settings.rules.dirs]
    changes: dict[str, dict[str, Any]] = {
        "peer_guards": {"rules": dirs},
        "peer_identifiers": {"regions": _regions(settings)},
        "peer_review": {"rules": dirs, "off": list(settings.rules.off), "settings": list(settings.settings())},
    }
    for name in config["nlp"]["pipeline"]:
        component = config["components"][name]
        given = {key: value for key, value in component.items() if key != "factory"}
        nlp.add_pipe(component["factory"], name=name, config={**given, **changes[name]})
    return nlp


def _regions(profile: Profile) -> list[str]:
    """Return the team's region before the others, so that its way of writing numbers wins."""
    return sorted(REGIONS, key=lambda region: region != profile.region)


def annotate(nlp: Language, messages: Iterable[Message]) -> Iterator[Doc]:
    """Yield a Doc for each message, in order.

    The parser and the entity recogniser only ever see one sentence, so that a sentence is read the same wherever it
    stands; our components then see the whole message. What lies beyond ``LONGEST_READ`` code points is not read.

    Args:
        nlp: a pipeline of `load_pipeline`.
        messages: any number; a batch is held at a time.
    """
    pending = iter(messages)
    while batch := list(islice(pending, BATCH)):
        cut = [split(message.text[:LONGEST_READ]) for message in batch]
        texts = (sentence for sentences in cut for sentence in sentences)
        read = nlp.pipe(texts, disable=[name for name in _OURS if name in nlp.pipe_names])
        for message, sentences in zip(batch, cut, strict=True):
            yield _annotated(nlp, message, list(islice(read, len(sentences))))


def _annotated(nlp: Language, message: Message, sentences: list[Doc]) -> Doc:
    doc = _joined(nlp, sentences)
    answered = split(message.reply_to[:LONGEST_READ]) if message.reply_to else []
    doc.user_data[REPLY] = _joined(nlp, [nlp.make_doc(sentence) for sentence in answered]) if answered else None
    for name in _OURS:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _joined(nlp: Language, sentences: list[Doc]) -> Doc:
    """Return one Doc of some sentences, with them as its span group ``sentences``."""
    doc = Doc.from_docs(sentences, ensure_whitespace=False) if sentences else None
    if doc is None:
        doc = nlp.make_doc("")
    spans, start = [], 0
    for sentence in sentences:
        spans.append(doc[start : start + len(sentence)])
        start += len(sentence)
    doc.spans[SENTENCES] = spans
    return doc
