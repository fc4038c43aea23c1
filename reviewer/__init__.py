"""A second look at what a peer supporter is about to send.

The names here are imported on first use, so that asking for help or the list of rules does not load spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewer.errors import InputError, ReviewerError, SettingsError
    from reviewer.message import Message
    from reviewer.profile import Profile, load_profile
    from reviewer.review import Finding, Review, Reviewer
    from reviewer.rulebook import Rule, Rulebook, load_rulebook
    from reviewer.rulefile import Level

__all__ = [
    "Finding",
    "InputError",
    "Level",
    "Message",
    "Profile",
    "Review",
    "Reviewer",
    "ReviewerError",
    "Rule",
    "Rulebook",
    "SettingsError",
    "load_profile",
    "load_rulebook",
]

_HOME = {
    "Finding": "review",
    "InputError": "errors",
    "Level": "rulefile",
    "Message": "message",
    "Profile": "profile",
    "Review": "review",
    "Reviewer": "review",
    "ReviewerError": "errors",
    "Rule": "rulebook",
    "Rulebook": "rulebook",
    "SettingsError": "errors",
    "load_profile": "profile",
    "load_rulebook": "rulebook",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"reviewer.{_HOME[name]}"), name)
