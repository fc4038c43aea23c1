"""What stands in a message, counted: never bent to a score."""

from __future__ import annotations

from spacy.tokens import Doc

from reviewer.sentences import sentence_spans


def measure(doc: Doc) -> dict[str, int]:
    """Return the named counts of a message.

    Args:
        doc: the message; ``words`` counts tokens with a letter or digit, ``questions`` sentences with a question mark.
    """
    return {
        "words": sum(token.is_alpha or token.is_digit or any(c.isalnum() for c in token.text) for token in doc),
        "questions": sum("?" in sentence.text for sentence in sentence_spans(doc)),
    }
