"""Everything that can go wrong and is somebody's to mend, as one tree.

::

    ReviewerError
    ├── SettingsError            exit 2: something a person wrote for us is wrong
    │   ├── RulebookError        a rule, word list, guard or principle
    │   ├── ProfileError         reviewer.toml
    │   ├── OptionError          an option's value does not fit the input
    │   └── ModelError           the language model is not installed or does not fit
    └── InputError               exit 3: a chat or file is missing or cannot be read

Each error says what is wrong, where, and what to do about it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class ReviewerError(Exception):
    """Say what is wrong, where, and what to do.

    Args:
        problem: what is wrong, as a sentence without a full stop.
        remedy: what the reader can do about it, as a sentence.
        path: the file it is about.
        line: the line in that file, counted from 1.
    """

    exit_code = 4

    def __init__(self, problem: str, remedy: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.problem = problem
        self.remedy = remedy
        self.path = path
        self.line = line
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return one line: place, problem, remedy."""
        place = "" if self.path is None else f"{self.path}: " if self.line is None else f"{self.path}:{self.line}: "
        return f"{place}{self.problem}. {self.remedy}"


class SettingsError(ReviewerError):
    """Report something a person wrote for the tool that it cannot use."""

    exit_code = 2


class RulebookError(SettingsError):
    """Report a mistake in a rule, word list, guard or principle file."""


class ProfileError(SettingsError):
    """Report a mistake in a profile."""


class OptionError(SettingsError):
    """Report an option whose value does not fit the input."""


class ModelError(SettingsError):
    """Report a language model that is not installed or does not fit."""


class InputError(ReviewerError):
    """Report a chat or file that is missing or cannot be read."""

    exit_code = 3


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return a remedy that names the valid name closest to a wrong one, or all of them.

    Args:
        name: what was written.
        valid: the names that could have been written.
    """
    names = sorted(valid)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean “{close[0]}”?" if close else f"Valid here: {', '.join(names)}."
