"""What is reviewed: one message, as its chat gave it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """Hold one message and what is known of where it stood.

    Args:
        id: the source's own id, of its own JSON type; None for a draft.
        text: the words, unchanged. All offsets count code points of this text.
        conversation: the chat it belongs to.
        author: who wrote it, as the chat names them; None for system lines.
        sent_at: ISO 8601 with ``T``, as the source gave it, never converted.
        reply_to: the text it answers, where that is known.
        is_system: whether the chat program wrote it, not a person.
    """

    id: str | int | float | bool | None
    text: str
    conversation: str | None = field(default=None, kw_only=True)
    author: str | None = field(default=None, kw_only=True)
    sent_at: str | None = field(default=None, kw_only=True)
    reply_to: str | None = field(default=None, kw_only=True)
    is_system: bool = field(default=False, kw_only=True)
