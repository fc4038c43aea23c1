from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.review import Reviewer
from reviewer.rulebook import Rulebook, load_rulebook

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def reviewer() -> Reviewer:
    return Reviewer.load()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's measuring data, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED
