"""Which message a message answers, where the chat does not say."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from reviewer.chats.account import Entry
from reviewer.message import Message

MAX_CONVERSATIONS = 1024


@dataclass(slots=True)
class _Turn:
    author: str
    text: str


class Replies:
    """Remember the last words in each conversation and fill `reply_to` from them.

    A message is taken to answer the last message before it that another person wrote. To know it for every author,
    two messages a conversation are enough: the last one, and the last one by anybody else. The conversations used
    longest ago are forgotten, so memory stays bounded.

    Args:
        limit: how many conversations to remember.
    """

    def __init__(self, limit: int = MAX_CONVERSATIONS) -> None:
        self._limit = limit
        self._turns: OrderedDict[str | None, tuple[_Turn, _Turn | None]] = OrderedDict()

    def fill(self, entry: Entry) -> Message:
        """Return the entry's message, with `reply_to` where it can be told.

        Args:
            entry: the next message of its conversation.
        """
        message = entry.message
        if message.is_system or message.author is None:
            return message
        answered = self._answered(message.conversation, message.author)
        self._remember(message.conversation, _Turn(message.author, message.text))
        if entry.reply_known or answered is None:
            return message
        return replace(message, reply_to=answered.text)

    def _answered(self, conversation: str | None, author: str) -> _Turn | None:
        last, other = self._turns.get(conversation, (None, None))
        return last if last is not None and last.author != author else other

    def _remember(self, conversation: str | None, turn: _Turn) -> None:
        last, other = self._turns.pop(conversation, (None, None))
        self._turns[conversation] = (turn, other if last is None or last.author == turn.author else last)
        if len(self._turns) > self._limit:
            self._turns.popitem(last=False)
